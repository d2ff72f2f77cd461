package io.github.swfsdk.dicom.internal.pdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssociateAcceptTest {

    private static Bytes accept() {
        return Bytes.of("02 00 00 00 00 C1") // A-ASSOCIATE-AC, 193 bytes
                .hex("00 01 00 00") // protocol version, reserved
                .text("PACS            ") // returned called AE title
                .text("CT1             ") // returned calling AE title
                .zeros(31)
                .hex("07") // returned reserved bytes, whatever they were
                .hex("10 00 00 15")
                .text("1.2.840.10008.3.1.1.1") // application context
                .hex("21 00 00 19 01 00 00 00 40 00 00 11")
                .text("1.2.840.10008.1.2") // context 1: acceptance
                .hex("21 00 00 08 03 00 03 00 40 00 00 00") // context 3: abstract syntax not supported
                .hex("50 00 00 37") // user information, 55 bytes
                .hex("51 00 00 04 00 00 40 00") // maximum length 16384
                .hex("52 00 00 07")
                .text("1.2.3.4") // implementation class
                .hex("53 00 00 04 00 01 00 01") // one each way
                .hex("54 00 00 09 00 05")
                .text("1.2.9")
                .hex("01 01") // both roles
                .hex("59 00 00 04 00 02 CA FE") // user identity answer
                .hex("55 00 00 03")
                .text("SWF"); // implementation version
    }

    private static AssociateAccept acceptValue(AeTitles titles) {
        return new AssociateAccept(
                1,
                titles,
                "1.2.840.10008.3.1.1.1",
                List.of(
                        new AnsweredContext(1, ContextResult.ACCEPTANCE, "1.2.840.10008.1.2"),
                        new AnsweredContext(3, ContextResult.ABSTRACT_SYNTAX_NOT_SUPPORTED, "")),
                UserInformation.builder(16384, "1.2.3.4")
                        .asyncWindow(new AsyncWindow(1, 1))
                        .role(new RoleSelection("1.2.9", true, true))
                        .implementationVersion("SWF")
                        .userIdentityAnswer(
                                new UserIdentityAnswer(ByteBuffer.wrap(new byte[] {(byte) 0xCA, (byte) 0xFE})))
                        .build());
    }

    @Test
    void readsEverySubItem() throws Exception {
        AssociateAccept accept = AssociateAccept.read(accept().body(), Tolerance.none());
        assertThat(accept).isEqualTo(acceptValue(accept.titles()));
        assertThat(accept.titles().called()).isEqualTo("PACS");
    }

    @Test
    void writesWhatItRead() throws Exception {
        AssociateAccept accept = AssociateAccept.read(accept().body(), Tolerance.none());
        // sub-items have no prescribed order; only the version name comes earlier in what we write
        assertThat(AssociateAccept.read(bodyOf(accept.encode()), Tolerance.none()))
                .isEqualTo(accept);
        assertThat(accept.encode().remaining()).isEqualTo(accept().array().length);
    }

    @Test
    void returnsTheTitlesAsTheyCame() throws Exception {
        AssociateAccept accept = AssociateAccept.read(accept().body(), Tolerance.none());
        byte[] written = new byte[64];
        accept.encode().get(10, written);
        byte[] received = new byte[64];
        accept().buffer().get(10, received);
        assertThat(written).isEqualTo(received);
    }

    @Test
    void ignoresTheTransferSyntaxOfARefusedContext() throws Exception {
        Bytes odd = head().hex("21 00 00 0C 01 00 04 00 40 00 00 04")
                .text("????")
                .hex("50 00 00 0F")
                .hex("51 00 00 04 00 00 40 00")
                .hex("52 00 00 03")
                .text("1.2");
        assertThat(AssociateAccept.read(odd.body(), Tolerance.none()).contexts())
                .containsExactly(new AnsweredContext(1, ContextResult.TRANSFER_SYNTAXES_NOT_SUPPORTED, ""));
    }

    @Test
    void refusesAResultThatDoesNotExist() {
        Bytes odd = head().hex("21 00 00 04 01 00 05 00");
        assertThatThrownBy(() -> AssociateAccept.read(odd.body(), Tolerance.none()))
                .isInstanceOf(PduException.class)
                .hasMessage("presentation context result 5 is not known");
    }

    private static Bytes head() {
        return Bytes.of("02 00 00 00 00 00 00 01 00 00").text("A".repeat(32)).zeros(32);
    }

    private static ByteBuffer bodyOf(ByteBuffer pdu) {
        return pdu.slice(PduHeader.LENGTH, pdu.remaining() - PduHeader.LENGTH);
    }
}
