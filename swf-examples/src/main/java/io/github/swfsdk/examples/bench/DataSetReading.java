package io.github.swfsdk.examples.bench;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.SequenceElement;
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
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reads files from memory; JMH makes and calls it, one thread at a time. */
@State(Scope.Thread)
public class DataSetReading {
    private static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final int INNER_ITEMS = 100;

    /** How many nested items, in whole hundreds. */
    @Param("10000")
    public int items = 10_000;

    private byte[] image = {};
    private byte[] nested = {};

    /** Makes the files. */
    @Setup
    public void prepare() throws IOException {
        image = file(CtFiles.image(Uid.random(), 1, 512, new byte[512 * 512 * Short.BYTES]));
        nested = file(nested(items / INNER_ITEMS));
    }

    /** Reads a CT image up to its pixel data, file meta information included. */
    @Benchmark
    public DataSet header() throws IOException {
        try (DicomFileReader reader = open(image)) {
            return reader.readHeader();
        }
    }

    /** Reads the whole data set of nested items. */
    @Benchmark
    public DataSet nestedItems() throws IOException {
        try (DicomFileReader reader = open(nested)) {
            return reader.read();
        }
    }

    /** Bytes up to the pixel data of the image. */
    int headerLength() throws IOException {
        return file(header()).length;
    }

    /** Bytes of the file of nested items. */
    int nestedLength() {
        return nested.length;
    }

    /** Elements at all levels. */
    static int elements(DataSet dataSet) {
        int count = 0;
        for (Element element : dataSet) {
            count++;
            if (element instanceof SequenceElement sequence) {
                for (DataSet item : sequence.items()) {
                    count += elements(item);
                }
            }
        }
        return count;
    }

    private static DicomFileReader open(byte[] file) throws IOException {
        return DicomFileReader.open(new ByteArrayInputStream(file), ReadOptions.forFiles());
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
