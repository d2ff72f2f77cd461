package io.github.swfsdk.examples.modality;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;

/** CT Image Storage (PS3.3, A.3). */
final class CtImage implements SyntheticImages.Kind {
    private static final int SLICE_MILLIMETRES = 5;

    @Override
    public Uid sopClass() {
        return Uids.CT_IMAGE_STORAGE;
    }

    @Override
    public String protocol() {
        return "Chest routine";
    }

    @Override
    public int rows() {
        return 128;
    }

    @Override
    public int bitsStored() {
        return 12;
    }

    @Override
    public void describe(DataSet.Builder image, int number) {
        String z = String.valueOf((number - 1) * SLICE_MILLIMETRES);
        image.put(Tags.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "AXIAL")
                .put(Tags.PATIENT_POSITION, "HFS")
                // Image Plane (C.7.6.2)
                .put(Tags.PIXEL_SPACING, "3", "3")
                .put(Tags.IMAGE_ORIENTATION_PATIENT, "1", "0", "0", "0", "1", "0")
                .put(Tags.IMAGE_POSITION_PATIENT, "-192", "-192", z)
                .put(Tags.SLICE_LOCATION, z)
                .put(Tags.SLICE_THICKNESS, SLICE_MILLIMETRES)
                // CT Image (C.8.2.1)
                .put(Tags.ACQUISITION_NUMBER, 1)
                .put(Tags.KVP, "120")
                .put(Tags.RESCALE_INTERCEPT, "-1024")
                .put(Tags.RESCALE_SLOPE, "1")
                .put(Tags.RESCALE_TYPE, "HU")
                .put(Tags.WINDOW_CENTER, "40")
                .put(Tags.WINDOW_WIDTH, "400");
    }
}
