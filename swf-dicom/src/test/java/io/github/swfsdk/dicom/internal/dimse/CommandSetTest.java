package io.github.swfsdk.dicom.internal.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.dicom.internal.pdu.Bytes;
import io.github.swfsdk.dicom.internal.pdu.PduException;
import io.github.swfsdk.dicom.internal.pdu.Tolerance;
import io.github.swfsdk.dicom.net.Leniency;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandSetTest {

    /** An N-GET-RQ with an attribute list. */
    private static Bytes nGet() {
        return Bytes.of("0000 0000 04000000 5C000000") // group length 92
                .hex("0000 0300 18000000") // requested SOP class
                .text("1.2.840.10008.3.1.2.3.3\0")
                .hex("0000 0001 02000000 1001") // N-GET-RQ
                .hex("0000 1001 02000000 0700") // message 7
                .hex("0000 0008 02000000 0101") // no data set
                .hex("0000 0110 06000000") // requested SOP instance
                .text("1.2.99")
                .hex("0000 0510 08000000 1000 2000 4000 5202"); // (0010,0020) and (0040,0252)
    }

    @Test
    void writesElementsInOrderWithTheirPaddingAndLength() {
        CommandSet command = CommandSet.of(0x0110)
                .put(CommandElement.ATTRIBUTE_IDENTIFIERS, List.of(Tag.of(0x00100020), Tag.of(0x00400252)))
                .put(CommandElement.REQUESTED_SOP_INSTANCE, Uid.of("1.2.99"))
                .put(CommandElement.MESSAGE_ID, 7)
                .put(CommandElement.REQUESTED_SOP_CLASS, Uids.MODALITY_PERFORMED_PROCEDURE_STEP);
        assertThat(command.encode()).isEqualTo(nGet().buffer());
    }

    @Test
    void readsThemBack() throws Exception {
        CommandSet command = CommandReader.read(nGet().buffer(), Tolerance.none());
        assertThat(command.field()).isEqualTo(0x0110);
        assertThat(command.messageId()).isEqualTo(7);
        assertThat(command.hasDataSet()).isFalse();
        assertThat(command.uid(CommandElement.REQUESTED_SOP_CLASS)).contains(Uids.MODALITY_PERFORMED_PROCEDURE_STEP);
        assertThat(command.text(CommandElement.REQUESTED_SOP_INSTANCE)).isEqualTo("1.2.99");
        assertThat(command.tags(CommandElement.ATTRIBUTE_IDENTIFIERS))
                .containsExactly(Tag.of(0x00100020), Tag.of(0x00400252));
        assertThat(command.number(CommandElement.STATUS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000", "0100", "0201"})
    void anyTypeButOneMeansThatADataSetFollows(String type) throws Exception {
        Bytes bytes = Bytes.of("0000 0001 02000000 0100").hex("0000 1001 02000000 0100 0000 0008 02000000" + type);
        assertThat(CommandReader.read(bytes.buffer(), forgiving()).hasDataSet()).isTrue();
    }

    @Test
    void ignoresRetiredElements() throws Exception {
        Bytes bytes = Bytes.of("0000 0000 04000000 24000000") // group length 36
                .hex("0000 0100 04000000 38000000") // (0000,0001) length to end, of ACR-NEMA
                .hex("0000 0001 02000000 3000 0000 1001 02000000 0100 0000 0008 02000000 0101");
        Bytes fixed = Bytes.of("0000 0000 04000000 2A000000")
                .hex("0000 0100 04000000 38000000")
                .hex("0000 0001 02000000 3000 0000 1001 02000000 0100 0000 0008 02000000 0101");
        assertThat(CommandReader.read(fixed.buffer(), Tolerance.none()).field()).isEqualTo(0x0030);
        assertThatThrownBy(() -> CommandReader.read(bytes.buffer(), Tolerance.none()))
                .hasMessage("COMMAND_STRUCTURE is not allowed here");
    }

    @Test
    void forgivesWrongOrderAndPadding() throws Exception {
        Tolerance tolerance = forgiving();
        Bytes bytes = Bytes.of("0000 1001 02000000 0100") // message ID first, no group length
                .hex("0000 0001 02000000 3000")
                .hex("0000 0008 02000000 0101")
                .hex("0000 0200 06000000")
                .text("1.2 \0\0");
        CommandSet command = CommandReader.read(bytes.buffer(), tolerance);
        assertThat(command.text(CommandElement.AFFECTED_SOP_CLASS)).isEqualTo("1.2");
        assertThat(tolerance.used()).containsExactlyInAnyOrder(Leniency.COMMAND_STRUCTURE, Leniency.PADDED_UID);
    }

    @Test
    void refusesWhatCannotBeACommand() {
        assertInvalid(Bytes.of("0000 0001 02000000"), "declares 2 bytes, 0 are left");
        assertInvalid(Bytes.of("0000 0001 FFFFFFFF 0000"), "declares 4294967295 bytes");
        assertInvalid(Bytes.of("0000 0001 0200"), "ends inside an element");
        assertInvalid(Bytes.of("0800 0500 00000000"), "an element of group 8");
        assertInvalid(Bytes.of("0000 0001 01000000 30"), "a number in a command set has one byte");
        assertInvalid(Bytes.of(""), "no COMMAND_FIELD");
        assertInvalid(Bytes.of("0000 0001 02000000 3000 0000 0008 02000000 0101"), "no MESSAGE_ID");
        assertInvalid(
                Bytes.of("0000 0001 02000000 3080 0000 2001 02000000 0100 0000 0008 02000000 0101"),
                "a response has no status");
    }

    @Test
    void damagedCommandsEndInACommandOrAPduException() {
        Random random = new Random(3);
        for (int round = 0; round < 50_000; round++) {
            byte[] bytes = nGet().array();
            for (int changes = random.nextInt(5); changes >= 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                CommandReader.read(ByteBuffer.wrap(bytes, 0, random.nextInt(bytes.length + 1)), forgiving());
            } catch (PduException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }

    @Test
    void makesCommentsFit() {
        assertThat(ErrorComment.fit("größer\\than\n" + "x".repeat(70))).isEqualTo("gr??er?than?" + "x".repeat(52));
    }

    private static Tolerance forgiving() {
        return new Tolerance(EnumSet.allOf(Leniency.class));
    }

    private static void assertInvalid(Bytes bytes, String message) {
        assertThatThrownBy(() -> CommandReader.read(bytes.buffer(), forgiving()))
                .isInstanceOf(PduException.class)
                .hasMessageContaining(message);
    }
}
