package io.github.swfsdk.examples.bench;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.io.TransferSyntax;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A series of CT images in files, of one size.
 *
 * @param folder where they are
 * @param count how many
 * @param size rows and columns, of 16 bits each
 */
record CtFiles(Path folder, int count, int size) {
    private static final Uid STUDY = Uid.random();

    /** Writes the files. */
    static CtFiles write(Path folder, int count, int size) throws IOException {
        Uid series = Uid.random();
        byte[] pixels = new byte[size * size * Short.BYTES];
        new Random(size).nextBytes(pixels);
        for (int number = 1; number <= count; number++) {
            DicomFile.of(image(series, number, size, pixels), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)
                    .write(folder.resolve(name(number)));
        }
        return new CtFiles(folder, count, size);
    }

    /** The names of every {@code step}-th file from this one on, from 0. */
    List<String> share(int first, int step) {
        return IntStream.iterate(first + 1, number -> number <= count, number -> number + step)
                .mapToObj(CtFiles::name)
                .toList();
    }

    private static String name(int number) {
        return "ct" + number;
    }

    /** With as many attributes before the pixel data as a scanner usually writes. */
    static DataSet image(Uid series, int number, int size, byte[] pixels) {
        String z = String.valueOf(number * 2.5);
        return DataSet.builder()
                .put(Tags.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "AXIAL")
                .put(Tags.SOP_CLASS_UID, Uids.CT_IMAGE_STORAGE)
                .put(Tags.SOP_INSTANCE_UID, Uid.random())
                .put(Tags.STUDY_DATE, "20260105")
                .put(Tags.SERIES_DATE, "20260105")
                .put(Tags.CONTENT_DATE, "20260105")
                .put(Tags.STUDY_TIME, "083000")
                .put(Tags.SERIES_TIME, "083200")
                .put(Tags.CONTENT_TIME, "083200")
                .put(Tags.ACCESSION_NUMBER, "A10001")
                .put(Tags.MODALITY, "CT")
                .put(Tags.MANUFACTURER, "swf examples")
                .put(Tags.INSTITUTION_NAME, "Benchmark")
                .put(Tags.REFERRING_PHYSICIAN_NAME, "Referrer^One")
                .put(Tags.STUDY_DESCRIPTION, "Chest")
                .put(Tags.SERIES_DESCRIPTION, "Chest routine")
                .put(Tags.PATIENT_NAME, "Bench^Mark")
                .put(Tags.PATIENT_ID, "P10001")
                .put(Tags.PATIENT_BIRTH_DATE, "19700101")
                .put(Tags.PATIENT_SEX, "O")
                .put(Tags.BODY_PART_EXAMINED, "CHEST")
                .put(Tags.SLICE_THICKNESS, "2.5")
                .put(Tags.KVP, "120")
                .put(Tags.PROTOCOL_NAME, "Chest routine")
                .put(Tags.PATIENT_POSITION, "HFS")
                .put(Tags.STUDY_INSTANCE_UID, STUDY)
                .put(Tags.SERIES_INSTANCE_UID, series)
                .put(Tags.STUDY_ID, "1")
                .put(Tags.SERIES_NUMBER, 1)
                .put(Tags.ACQUISITION_NUMBER, 1)
                .put(Tags.INSTANCE_NUMBER, number)
                .put(Tags.IMAGE_POSITION_PATIENT, "-192", "-192", z)
                .put(Tags.IMAGE_ORIENTATION_PATIENT, "1", "0", "0", "0", "1", "0")
                .put(Tags.FRAME_OF_REFERENCE_UID, series)
                .put(Tags.SLICE_LOCATION, z)
                .put(Tags.SAMPLES_PER_PIXEL, 1)
                .put(Tags.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .put(Tags.ROWS, size)
                .put(Tags.COLUMNS, size)
                .put(Tags.PIXEL_SPACING, "0.75", "0.75")
                .put(Tags.BITS_ALLOCATED, 16)
                .put(Tags.BITS_STORED, 12)
                .put(Tags.HIGH_BIT, 11)
                .put(Tags.PIXEL_REPRESENTATION, 0)
                .put(Tags.WINDOW_CENTER, "40")
                .put(Tags.WINDOW_WIDTH, "400")
                .put(Tags.RESCALE_INTERCEPT, "-1024")
                .put(Tags.RESCALE_SLOPE, "1")
                .put(Tags.PIXEL_DATA, Vr.OW, pixels)
                .build();
    }
}
