package io.github.swfsdk.examples.bench;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.io.DicomFileReader;
import io.github.swfsdk.dicom.io.ReadOptions;
import io.github.swfsdk.dicom.io.TransferSyntax;
import io.github.swfsdk.dicom.io.WriteOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the data set reader on one thread: the header of a CT image, and a data set of many nested items. */
@Command(
        name = "codec",
        showDefaultValues = true,
        description =
                "Reads the header of a CT image and a data set of nested items again and again, from memory, on one"
                        + " thread: median time for each element, and MB/s of what was read.")
final class CodecBenchmark implements Callable<Integer> {
    private static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final int INNER_ITEMS = 100;
    private static final int ELEMENTS_OF_ITEM = 4;

    /** Reads a file once and returns what it found. */
    @FunctionalInterface
    private interface Reading {
        DataSet read(DicomFileReader file) throws IOException;
    }

    @Spec
    private CommandSpec spec;

    @Option(names = "--items", paramLabel = "N", description = "how many nested items, rounded up to whole hundreds")
    private int items = 10_000;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "how long each is measured, after half of that to warm up")
    private double seconds = 5;

    @Override
    public Integer call() throws IOException {
        if (items < 1 || !(seconds > 0)) {
            throw new ParameterException(spec.commandLine(), "the numbers must be positive");
        }
        byte[] image = file(CtFiles.image(Uid.random(), 1, 512, new byte[512 * 512 * Short.BYTES]));
        DataSet header = read(image, DicomFileReader::readHeader);
        measure("header of a CT image", image, header.size(), file(header).length, DicomFileReader::readHeader);
        int outer = (items + INNER_ITEMS - 1) / INNER_ITEMS;
        byte[] nested = file(nested(outer));
        int elements = outer * (2 + INNER_ITEMS * ELEMENTS_OF_ITEM);
        measure(
                "data set of " + outer * INNER_ITEMS + " items",
                nested,
                elements,
                nested.length,
                DicomFileReader::read);
        return 0;
    }

    private void measure(String what, byte[] file, int elements, int bytes, Reading reading) throws IOException {
        repeat(seconds / 2, file, reading);
        double nanos = repeat(seconds, file, reading);
        spec.commandLine()
                .getOut()
                .printf(
                        "codec %s: elements=%d bytes=%d microseconds=%.1f ns-per-element=%.0f mb-per-second=%.0f%n",
                        what, elements, bytes, nanos / 1e3, nanos / elements, bytes * 1e3 / nanos);
    }

    /** Reads for so long, but once at least, and returns the median of the nanoseconds that it took. */
    private static double repeat(double seconds, byte[] file, Reading reading) throws IOException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        List<Long> each = new ArrayList<>();
        int found = 0;
        do {
            long begin = System.nanoTime();
            found += read(file, reading).size();
            each.add(System.nanoTime() - begin);
        } while (System.nanoTime() < end);
        if (found == 0) {
            throw new IOException("nothing was read");
        }
        long[] sorted = each.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static DataSet read(byte[] file, Reading reading) throws IOException {
        try (DicomFileReader reader = DicomFileReader.open(new ByteArrayInputStream(file), ReadOptions.forFiles())) {
            return reading.read(reader);
        }
    }

    private static byte[] file(DataSet dataSet) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomFile.of(dataSet, SYNTAX).write(out, WriteOptions.defaults());
        return out.toByteArray();
    }

    /** As in an enhanced image: an item for each frame, and items in it. */
    private static DataSet nested(int outer) {
        DataSet[] frames = new DataSet[outer];
        for (int i = 0; i < outer; i++) {
            DataSet[] references = new DataSet[INNER_ITEMS];
            Arrays.setAll(
                    references,
                    number -> DataSet.builder()
                            .put(Tags.REFERENCED_SOP_CLASS_UID, Uids.CT_IMAGE_STORAGE)
                            .put(Tags.REFERENCED_SOP_INSTANCE_UID, Uid.of("1.2.3." + number))
                            .put(Tags.INSTANCE_NUMBER, number)
                            .put(Tags.PATIENT_POSITION, "HFS")
                            .build());
            frames[i] = DataSet.builder()
                    .put(Tags.STUDY_INSTANCE_UID, Uid.of("1.2.4." + i))
                    .put(Tags.REFERENCED_SOP_SEQUENCE, List.of(references))
                    .build();
        }
        return DataSet.builder()
                .put(Tags.SOP_CLASS_UID, Uids.ENHANCED_CT_IMAGE_STORAGE)
                .put(Tags.SOP_INSTANCE_UID, Uid.random())
                .put(Tags.REFERENCED_STUDY_SEQUENCE, List.of(frames))
                .build();
    }
}
