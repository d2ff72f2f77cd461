package io.github.swfsdk.examples.modality;

import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import java.util.List;

/** Digital X-Ray Image Storage - For Presentation (PS3.3, A.26). */
final class DxImage implements SyntheticImages.Kind {
    @Override
    public Uid sopClass() {
        return Uids.DIGITAL_X_RAY_IMAGE_STORAGE_FOR_PRESENTATION;
    }

    @Override
    public String protocol() {
        return "Chest PA and lateral";
    }

    @Override
    public int rows() {
        return 256;
    }

    @Override
    public int bitsStored() {
        return 12;
    }

    @Override
    public void describe(DataSet.Builder image, int number) {
        boolean lateral = number % 2 == 0;
        image.put(Tags.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "")
                .put(Tags.PRESENTATION_INTENT_TYPE, "FOR PRESENTATION")
                .remove(Tags.FRAME_OF_REFERENCE_UID, Tags.POSITION_REFERENCE_INDICATOR) // a projection has none
                .put(Tags.PATIENT_ORIENTATION, lateral ? new String[] {"A", "F"} : new String[] {"L", "F"})
                // DX Anatomy Imaged (C.8.11.2)
                .put(Tags.IMAGE_LATERALITY, "U")
                .putCodes(Tags.ANATOMIC_REGION_SEQUENCE, List.of(Code.of("51185008", "SCT", "Chest")))
                // DX Image (C.8.11.3)
                .put(Tags.PIXEL_INTENSITY_RELATIONSHIP, "LOG")
                .put(Tags.PIXEL_INTENSITY_RELATIONSHIP_SIGN, -1)
                .put(Tags.RESCALE_INTERCEPT, "0")
                .put(Tags.RESCALE_SLOPE, "1")
                .put(Tags.RESCALE_TYPE, "US")
                .put(Tags.PRESENTATION_LUT_SHAPE, "IDENTITY")
                .put(Tags.WINDOW_CENTER, "2048")
                .put(Tags.WINDOW_WIDTH, "4096")
                // DX Detector (C.8.11.4)
                .put(Tags.DETECTOR_TYPE, "SCINTILLATOR")
                .put(Tags.IMAGER_PIXEL_SPACING, "1.5", "1.5")
                // DX Positioning (C.8.11.5)
                .put(Tags.VIEW_POSITION, lateral ? "LL" : "PA")
                .putEmpty(Tags.POSITIONER_TYPE)
                .put(Tags.VIEW_CODE_SEQUENCE, view(lateral))
                // Acquisition Context (C.7.6.14)
                .putEmpty(Tags.ACQUISITION_CONTEXT_SEQUENCE);
    }

    private static DataSet view(boolean lateral) {
        Code code = lateral
                ? Code.of("399198007", "SCT", "right lateral")
                : Code.of("399348003", "SCT", "antero-posterior");
        return code.toItem().toBuilder()
                .putEmpty(Tags.VIEW_MODIFIER_CODE_SEQUENCE)
                .build();
    }
}
