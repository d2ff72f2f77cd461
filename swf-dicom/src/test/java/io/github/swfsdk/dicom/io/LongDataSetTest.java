package io.github.swfsdk.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uids;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Data sets beyond 4 GiB, whose bytes nobody ever has. */
class LongDataSetTest {
    private static final long GIB = 1L << 30;
    private static final String PATIENT_ID = "10002000" + "4c4f0200" + "5031";
    private static final String FRAGMENTS = "e07f1000" + "4f420000" + "ffffffff" + "feff00e0" + "00000000";
    private static final String FRAGMENT_OF_2_GIB = "feff00e0" + "00000080";
    private static final String END = "feffdde0" + "00000000";

    @Test
    void passesFragmentsOfMoreThanFourGibOn() throws IOException {
        InputStream in = joined(
                bytes(PATIENT_ID + FRAGMENTS),
                bytes(FRAGMENT_OF_2_GIB),
                new Zeros(2 * GIB),
                bytes(FRAGMENT_OF_2_GIB),
                new Zeros(2 * GIB),
                bytes(FRAGMENT_OF_2_GIB),
                new Zeros(2 * GIB),
                bytes(END));
        TransferSyntax syntax = TransferSyntax.of(Uids.JPEG_BASELINE_8_BIT);

        try (InstanceStream instance = InstanceStream.open(in, syntax, ReadLimits.forMessages())) {
            assertThat(instance.header().text(Tags.PATIENT_ID)).isEqualTo("P1");
            long expected = 6 * GIB + 10 + 20 + 3 * 8 + 8;
            assertThat(instance.transferTo(OutputStream.nullOutputStream())).isEqualTo(expected);
        }
    }

    @Test
    void leavesAValueOfAlmostFourGibOutOfADocument() throws IOException {
        long length = 0xFFFFFFFEL;
        InputStream in = joined(bytes(PATIENT_ID + "e07f1000" + "4f420000" + "feffffff"), new Zeros(length));
        long[] found = new long[1];
        ModelOptions options = ModelOptions.builder()
                .bulkData(value -> {
                    found[0] = value.length().orElseThrow();
                    return Optional.of("elsewhere");
                })
                .build();

        try (DicomFileReader reader = DicomFileReader.open(in, ReadOptions.forFiles())) {
            DicomJson.copy(reader, OutputStream.nullOutputStream(), options);
        }

        assertThat(found[0]).isEqualTo(length);
    }

    private static InputStream joined(InputStream... parts) {
        return new SequenceInputStream(Collections.enumeration(List.of(parts)));
    }

    private static InputStream bytes(String hex) {
        return new ByteArrayInputStream(HexFormat.of().parseHex(hex));
    }

    /** Hands out what is in the array already: any bytes will do. */
    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long count) {
            left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = (int) Math.min(left, length);
            left -= count;
            return count == 0 && length > 0 ? -1 : count;
        }
    }
}
