package io.github.swfsdk.examples.modality;

import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;

/** Nuclear Medicine Image Storage, one static planar view (PS3.3, A.5). */
final class NmImage implements SyntheticImages.Kind {
    @Override
    public Uid sopClass() {
        return Uids.NUCLEAR_MEDICINE_IMAGE_STORAGE;
    }

    @Override
    public String protocol() {
        return "Lung perfusion";
    }

    @Override
    public int rows() {
        return 128;
    }

    @Override
    public int bitsStored() {
        return 16;
    }

    @Override
    public void describe(DataSet.Builder image, int number) {
        image.put(Tags.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "STATIC", "EMISSION")
                .remove(Tags.FRAME_OF_REFERENCE_UID, Tags.POSITION_REFERENCE_INDICATOR) // planar views have none
                .put(Tags.PIXEL_SPACING, "3", "3")
                .put(Tags.COUNTS_ACCUMULATED, 500_000)
                .put(Tags.ACTUAL_FRAME_DURATION, 180_000);
        putFrames(image);
        putPosition(image);
        putIsotope(image);
        putDetector(image);
    }

    /** Multi-frame and NM Multi-frame (C.7.6.6, C.8.4.8): one frame of one energy window and one detector. */
    private static void putFrames(DataSet.Builder image) {
        image.put(Tags.NUMBER_OF_FRAMES, 1)
                .put(Tags.FRAME_INCREMENT_POINTER, Tags.ENERGY_WINDOW_VECTOR.value(), Tags.DETECTOR_VECTOR.value())
                .put(Tags.ENERGY_WINDOW_VECTOR, 1)
                .put(Tags.NUMBER_OF_ENERGY_WINDOWS, 1)
                .put(Tags.DETECTOR_VECTOR, 1)
                .put(Tags.NUMBER_OF_DETECTORS, 1);
    }

    /** NM/PET Patient Orientation (C.8.4.6). */
    private static void putPosition(DataSet.Builder image) {
        image.put(
                        Tags.PATIENT_ORIENTATION_CODE_SEQUENCE,
                        Code.of("102538003", "SCT", "recumbent").toItem().toBuilder()
                                .put(
                                        Tags.PATIENT_ORIENTATION_MODIFIER_CODE_SEQUENCE,
                                        Code.of("40199007", "SCT", "supine").toItem())
                                .build())
                .put(
                        Tags.PATIENT_GANTRY_RELATIONSHIP_CODE_SEQUENCE,
                        Code.of("102540008", "SCT", "headfirst").toItem());
    }

    /** NM Isotope (C.8.4.10). */
    private static void putIsotope(DataSet.Builder image) {
        image.put(
                        Tags.ENERGY_WINDOW_INFORMATION_SEQUENCE,
                        DataSet.builder()
                                .put(Tags.ENERGY_WINDOW_NAME, "Tc99m")
                                .put(
                                        Tags.ENERGY_WINDOW_RANGE_SEQUENCE,
                                        DataSet.builder()
                                                .put(Tags.ENERGY_WINDOW_LOWER_LIMIT, "126")
                                                .put(Tags.ENERGY_WINDOW_UPPER_LIMIT, "154")
                                                .build())
                                .build())
                .put(
                        Tags.RADIOPHARMACEUTICAL_INFORMATION_SEQUENCE,
                        DataSet.builder()
                                .put(
                                        Tags.RADIONUCLIDE_CODE_SEQUENCE,
                                        Code.of("72454001", "SCT", "^99m^Technetium")
                                                .toItem())
                                .putEmpty(Tags.RADIOPHARMACEUTICAL_ROUTE)
                                .putEmpty(Tags.RADIOPHARMACEUTICAL_START_TIME)
                                .putEmpty(Tags.RADIONUCLIDE_TOTAL_DOSE)
                                .putEmpty(Tags.RADIOPHARMACEUTICAL)
                                .build());
    }

    /** NM Detector (C.8.4.11). */
    private static void putDetector(DataSet.Builder image) {
        image.put(
                Tags.DETECTOR_INFORMATION_SEQUENCE,
                DataSet.builder()
                        .put(Tags.COLLIMATOR_TYPE, "PARA")
                        .putEmpty(Tags.FOCAL_DISTANCE)
                        .putEmpty(Tags.X_FOCUS_CENTER)
                        .putEmpty(Tags.Y_FOCUS_CENTER)
                        .putEmpty(Tags.IMAGE_ORIENTATION_PATIENT)
                        .putEmpty(Tags.IMAGE_POSITION_PATIENT)
                        .put(Tags.START_ANGLE, "180")
                        .put(
                                Tags.VIEW_CODE_SEQUENCE,
                                Code.of("272479007", "SCT", "posterior").toItem())
                        .build());
    }
}
