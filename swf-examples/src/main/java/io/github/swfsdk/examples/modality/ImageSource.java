package io.github.swfsdk.examples.modality;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.dicom.io.DicomFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where a simulated modality takes the images of a series from. */
interface ImageSource {
    /**
     * Makes the images of a series: without identity of patient and study, each with a new SOP Instance UID.
     *
     * @throws IOException if there are no images for this modality
     */
    List<DataSet> series(String modality, Uid seriesInstanceUid) throws IOException;

    /** So many {@linkplain SyntheticImages synthetic images}. */
    static ImageSource synthetic(int count) {
        return (modality, series) -> {
            SyntheticImages images = SyntheticImages.of(modality)
                    .orElseThrow(() -> new IOException("there are synthetic images of CT, DX and NM, not of " + modality
                            + ": name a folder with --images"));
            List<DataSet> made = new ArrayList<>();
            for (int number = 1; number <= count; number++) {
                made.add(images.image(series, number));
            }
            return made;
        };
    }

    /** The uncompressed DICOM files of a folder, in the order of their names. */
    static ImageSource folder(Path folder) {
        return (modality, series) -> {
            List<DataSet> images = new ArrayList<>();
            for (Path file : files(folder)) {
                DicomFile image = DicomFile.read(file);
                if (image.transferSyntax().encapsulated()) {
                    throw new IOException(file + " is compressed; this modality sends uncompressed images");
                }
                images.add(image.dataSet().toBuilder()
                        .remove(Tags.PATIENT_ID, Tags.ISSUER_OF_PATIENT_ID, Tags.STUDY_INSTANCE_UID)
                        .put(Tags.SERIES_INSTANCE_UID, series)
                        .put(Tags.SOP_INSTANCE_UID, Uid.random())
                        .build());
            }
            if (images.isEmpty()) {
                throw new IOException("no files in " + folder);
            }
            return images;
        };
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
