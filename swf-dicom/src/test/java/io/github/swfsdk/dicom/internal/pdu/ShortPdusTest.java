package io.github.swfsdk.dicom.internal.pdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The four PDUs whose body is four bytes. */
class ShortPdusTest {

    @Test
    void rejectTellsResultSourceAndReason() throws Exception {
        Bytes bytes = Bytes.of("03 00 00 00 00 04") // A-ASSOCIATE-RJ, 4 bytes
                .hex("00") // reserved
                .hex("02") // transient
                .hex("03") // service provider, presentation
                .hex("02"); // local limit exceeded
        assertThat(AssociateReject.LOCAL_LIMIT_EXCEEDED.encode()).isEqualTo(bytes.buffer());
        assertThat(read(PduType.ASSOCIATE_RJ, bytes)).isEqualTo(new AssociateReject(2, 3, 2));
    }

    @Test
    void releaseHasNothingToSay() throws Exception {
        Bytes request = Bytes.of("05 00 00 00 00 04").zeros(4);
        Bytes reply = Bytes.of("06 00 00 00 00 04").zeros(4);
        assertThat(new ReleaseRequest().encode()).isEqualTo(request.buffer());
        assertThat(new ReleaseReply().encode()).isEqualTo(reply.buffer());
        assertThat(read(PduType.RELEASE_RQ, request)).isEqualTo(new ReleaseRequest());
        assertThat(read(PduType.RELEASE_RP, reply)).isEqualTo(new ReleaseReply());
    }

    @Test
    void abortTellsSourceAndReason() throws Exception {
        Bytes byProvider = Bytes.of("07 00 00 00 00 04") // A-ABORT, 4 bytes
                .hex("00 00") // reserved
                .hex("02") // service provider
                .hex("06"); // invalid PDU parameter value
        assertThat(Abort.byProvider(AbortReason.INVALID_PARAMETER_VALUE).encode())
                .isEqualTo(byProvider.buffer());
        assertThat(Abort.byUser().encode())
                .isEqualTo(Bytes.of("07 00 00 00 00 04 00 00 00 00").buffer());
        assertThat(read(PduType.ABORT, byProvider)).isEqualTo(new Abort(2, 6));
    }

    @Test
    void reservedBytesAreNotTested() throws Exception {
        assertThat(read(PduType.ABORT, Bytes.of("07 55 00 00 00 04 FF FF 00 FF")))
                .isEqualTo(new Abort(0, 255));
        assertThat(read(PduType.RELEASE_RQ, Bytes.of("05 55 00 00 00 04 FF FF FF FF")))
                .isEqualTo(new ReleaseRequest());
    }

    @Test
    void anyOtherLengthIsRefused() {
        assertThatThrownBy(() -> read(PduType.ABORT, Bytes.of("07 00 00 00 00 03 00 00 00")))
                .isInstanceOf(PduException.class)
                .hasMessage("A-ABORT length is 3, expected 4");
        assertThatThrownBy(() -> read(PduType.RELEASE_RP, Bytes.of("06 00 00 00 00 00")))
                .isInstanceOf(PduException.class)
                .hasMessage("A-RELEASE-RP length is 0, expected 4");
    }

    private static Pdu read(PduType type, Bytes bytes) throws PduException {
        return PduReader.read(type, bytes.body(), Tolerance.none());
    }
}
