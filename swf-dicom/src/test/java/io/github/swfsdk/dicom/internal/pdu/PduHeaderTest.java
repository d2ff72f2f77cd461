package io.github.swfsdk.dicom.internal.pdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PduHeaderTest {

    private static final int MAX_ASSOCIATE = 1 << 20;
    private static final int MAX_P_DATA = 16384;

    @Test
    void namesTypeAndLength() throws Exception {
        assertThat(read("04 00 00 00 40 00")).isEqualTo(new PduHeader(PduType.P_DATA_TF, 16384));
        assertThat(read("01 FF 00 10 00 00")).isEqualTo(new PduHeader(PduType.ASSOCIATE_RQ, 1 << 20));
    }

    @Test
    void refusesUnknownTypes() {
        assertRefused("00 00 00 00 00 04", AbortReason.UNRECOGNIZED_PDU, "PDU type 0 is not known");
        assertRefused("47 45 54 20 2F 20", AbortReason.UNRECOGNIZED_PDU, "PDU type 71 is not known"); // GET /
        assertRefused("08 00 00 00 00 04", AbortReason.UNRECOGNIZED_PDU, "PDU type 8 is not known");
    }

    @Test
    void refusesLengthsBeforeAnythingIsRead() {
        assertRefused(
                "04 00 00 00 40 01",
                AbortReason.INVALID_PARAMETER_VALUE,
                "P-DATA-TF declares 16385 bytes, the limit is 16384 (PDU longer than negotiated)");
        assertRefused(
                "01 00 FF FF FF FF",
                AbortReason.INVALID_PARAMETER_VALUE,
                "A-ASSOCIATE-RQ declares 4294967295 bytes, the limit is 1048576");
        assertRefused(
                "07 00 00 00 00 05", AbortReason.INVALID_PARAMETER_VALUE, "A-ABORT declares 5 bytes, the limit is 4");
    }

    @Test
    void noLimitIsStillAnInt() throws Exception {
        assertThat(PduHeader.read(Bytes.of("04 00 7F 00 00 00").buffer(), MAX_ASSOCIATE, 0)
                        .bodyLength())
                .isEqualTo(0x7F000000L);
        assertThatThrownBy(() -> PduHeader.read(Bytes.of("04 00 80 00 00 00").buffer(), MAX_ASSOCIATE, 0))
                .isInstanceOf(PduException.class);
    }

    private static PduHeader read(String hex) throws PduException {
        return PduHeader.read(Bytes.of(hex).buffer(), MAX_ASSOCIATE, MAX_P_DATA);
    }

    private static void assertRefused(String hex, AbortReason reason, String message) {
        assertThatThrownBy(() -> read(hex))
                .isInstanceOfSatisfying(
                        PduException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessage(message);
    }
}
