package io.github.swfsdk.interop;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.io.TransferSyntax;
import io.github.swfsdk.examples.modality.SyntheticImages;

/** A CT image as peers store it and commit to it. */
final class CtImage {
    private CtImage() {}

    /** An image with an identity of its own. */
    static DicomFile make() {
        DataSet image = SyntheticImages.of("CT").orElseThrow().image(Uid.random(), 1).toBuilder()
                .put(Tags.STUDY_INSTANCE_UID, "1.2.3")
                .put(Tags.PATIENT_ID, "1")
                .build();
        return DicomFile.of(image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    /** How an image is named to others. */
    static InstanceReference reference(DicomFile image) {
        return new InstanceReference(
                Uids.CT_IMAGE_STORAGE,
                image.dataSet().uid(Tags.SOP_INSTANCE_UID).orElseThrow());
    }
}
