package io.github.swfsdk.dicom.internal.pdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.dicom.net.Leniency;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssociateRequestTest {

    /** One context with two transfer syntaxes, and every user information sub-item of a request. */
    private static Bytes everySubItem() {
        return Bytes.of("01 00 00 00 01 65") // A-ASSOCIATE-RQ, 357 bytes
                .hex("00 01 00 00") // protocol version, reserved
                .text("STORESCP        ") // called AE title
                .text("CT1             ") // calling AE title
                .zeros(32) // reserved
                .hex("10 00 00 15")
                .text("1.2.840.10008.3.1.1.1") // application context
                .hex("20 00 00 46") // presentation context, 70 bytes
                .hex("01 00 00 00") // context 1, reserved
                .hex("30 00 00 19")
                .text("1.2.840.10008.5.1.4.1.1.2") // abstract syntax: CT Image Storage
                .hex("40 00 00 11")
                .text("1.2.840.10008.1.2") // Implicit VR Little Endian
                .hex("40 00 00 0C")
                .text("1.2.840.1000") // any other UID
                .hex("50 00 00 BA") // user information, 186 bytes
                .hex("51 00 00 04 00 01 00 00") // maximum length 65536
                .hex("52 00 00 07")
                .text("1.2.3.4") // implementation class
                .hex("53 00 00 04 00 05 00 01") // five invoked, one performed
                .hex("54 00 00 1D 00 19")
                .text("1.2.840.10008.5.1.4.1.1.2")
                .hex("00 01") // SCP only
                .hex("55 00 00 07")
                .text("SWF_0.1") // implementation version
                .hex("56 00 00 21 00 19")
                .text("1.2.840.10008.5.1.4.1.1.2")
                .hex("02 00 03 00 01 00") // level 2
                .hex("57 00 00 36 00 19")
                .text("1.2.840.10008.5.1.4.1.1.2") // common extended: SOP class
                .hex("00 11")
                .text("1.2.840.10008.4.2") // service class: Storage
                .hex("00 06 00 04")
                .text("1.22") // one related general SOP class
                .hex("58 00 00 10") // user identity
                .hex("02 01 00 04")
                .text("anna")
                .hex("00 06")
                .text("secret"); // name and passcode, answer wanted
    }

    private static AssociateRequest everySubItemValue() {
        String ct = "1.2.840.10008.5.1.4.1.1.2";
        return new AssociateRequest(
                AeTitles.of("STORESCP", "CT1"),
                List.of(new RequestedContext(1, ct, List.of("1.2.840.10008.1.2", "1.2.840.1000"))),
                UserInformation.builder(65536, "1.2.3.4")
                        .asyncWindow(new AsyncWindow(5, 1))
                        .role(new RoleSelection(ct, false, true))
                        .implementationVersion("SWF_0.1")
                        .extended(new ExtendedNegotiation(ct, ByteBuffer.wrap(new byte[] {2, 0, 3, 0, 1, 0})))
                        .commonExtended(new CommonExtendedNegotiation(ct, "1.2.840.10008.4.2", List.of("1.22")))
                        .userIdentity(new UserIdentityRequest(2, true, ascii("anna"), ascii("secret")))
                        .build());
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void readsEverySubItem() throws Exception {
        Tolerance tolerance = Tolerance.none();
        Pdu pdu = PduReader.read(PduType.ASSOCIATE_RQ, everySubItem().body(), tolerance);
        assertThat(pdu).isEqualTo(everySubItemValue());
        assertThat(tolerance.unknownItems()).isZero();
    }

    @Test
    void writesEverySubItem() {
        assertThat(everySubItemValue().encode()).isEqualTo(everySubItem().buffer());
    }

    @Test
    void namesTheTwoTitlesWithoutTheirPadding() throws Exception {
        AssociateRequest request = AssociateRequest.read(everySubItem().body(), Tolerance.none());
        assertThat(request.titles().called()).isEqualTo("STORESCP");
        assertThat(request.titles().calling()).isEqualTo("CT1");
        assertThat(request.speaksVersion1()).isTrue();
    }

    @Test
    void keepsSecretsOutOfTexts() {
        assertThat(everySubItemValue().toString()).doesNotContain("anna").doesNotContain("secret");
    }

    @Test
    void skipsAndCountsUnknownItems() throws Exception {
        Tolerance tolerance = Tolerance.none();
        AssociateRequest request = AssociateRequest.read(
                minimal()
                        .hex("7F 00 00 02 AB CD")
                        .hex("50 00 00 17")
                        .hex("51 00 00 04 00 00 40 00")
                        .hex("52 00 00 03")
                        .text("1.2")
                        .hex("5A 00 00 00")
                        .hex("5B 00 00 00")
                        .body(),
                tolerance);
        assertThat(request.userInformation().maxLength()).isEqualTo(16384);
        assertThat(tolerance.unknownItems()).isEqualTo(3);
    }

    @Test
    void refusesALengthBeyondThePdu() {
        assertInvalid(minimal().hex("50 00 FF FF 51 00"), "a length of 65535 exceeds the 2 bytes left in the PDU");
    }

    @Test
    void refusesASubItemLengthBeyondItsItem() {
        assertInvalid(minimal().hex("50 00 00 05 52 00 00 02 31").hex("2E 32"), "a length of 2 exceeds the 1 bytes");
    }

    @Test
    void refusesATruncatedHead() {
        assertInvalid(Bytes.of("01 00 00 00 00 05 00 01 00 00 41"), "exceeds the 0 bytes left");
    }

    @Test
    void refusesAMissingUserInformation() {
        assertInvalid(minimal(), "A-ASSOCIATE-RQ has no user information");
    }

    @Test
    void refusesAContextProposedTwice() {
        Bytes twice = minimal().hex("20 00 00 04 03 00 00 00").hex("20 00 00 04 03 00 00 00");
        assertInvalid(twice, "presentation context 3 is proposed twice");
    }

    @Test
    void refusesAUidThatIsTooLong() {
        Bytes longUid = minimal().hex("10 00 00 41").text("1".repeat(65));
        assertInvalid(longUid, "a UID has 65 characters");
    }

    @Test
    void refusesAUidWithALetter() {
        assertInvalid(minimal().hex("10 00 00 04").text("1.2a"), "neither digit nor dot");
    }

    @Test
    void refusesAFixedItemThatIsTooLong() {
        Bytes window = minimal().hex("50 00 00 09").hex("53 00 00 05 00 01 00 01 00"); // four bytes (PS3.7, D.3.3.3)
        assertInvalid(window, "has 1 bytes too many");
    }

    @Test
    void refusesMoreItemsThanAnyDeviceSends() {
        Bytes many = minimal();
        for (int i = 0; i <= Tolerance.MAX_ITEMS; i++) {
            many.hex("7F 00 00 00");
        }
        assertInvalid(many, "more than 16384 items");
    }

    @Test
    void forgivesWhatIsAllowedAndSaysSo() throws Exception {
        Bytes sloppy = minimal()
                .hex("20 00 00 0D 02 00 00 00")
                .hex("30 00 00 05")
                .text("1.2.3".substring(0, 4))
                .zeros(1) // even, NUL
                .hex("50 00 00 00"); // neither maximum length nor implementation class
        Tolerance tolerance = new Tolerance(EnumSet.allOf(Leniency.class));
        AssociateRequest request = AssociateRequest.read(sloppy.body(), tolerance);
        assertThat(request.contexts()).containsExactly(new RequestedContext(2, "1.2.", List.of()));
        assertThat(tolerance.used())
                .containsExactlyInAnyOrder(
                        Leniency.EVEN_CONTEXT_ID, Leniency.PADDED_UID, Leniency.MISSING_USER_INFORMATION);
        assertInvalid(sloppy, "EVEN_CONTEXT_ID is not allowed here");
    }

    private static Bytes minimal() {
        return Bytes.of("01 00 00 00 00 00 00 01 00 00").text("A".repeat(32)).zeros(32);
    }

    private static void assertInvalid(Bytes pdu, String message) {
        assertThatThrownBy(() -> AssociateRequest.read(pdu.body(), Tolerance.none()))
                .isInstanceOfSatisfying(
                        PduException.class, e -> assertThat(e.reason()).isEqualTo(AbortReason.INVALID_PARAMETER_VALUE))
                .hasMessageContaining(message);
    }
}
