package io.github.swfsdk.api.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {
    @Test
    void writesATagAsTheStandardDoes() {
        assertThat(Tag.of(0x0010, 0x0020)).hasToString("(0010,0020)");
        assertThat(Tag.parse("(FFFE,E000)")).isEqualTo(Tag.of(0xFFFEE000));
        assertThat(Tag.parse("00400100").element()).isEqualTo(0x0100);
        assertThatThrownBy(() -> Tag.parse("(0010,00)")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Tag.of(0x10000, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ordersTagsAsUnsignedNumbers() {
        assertThat(Tag.of(0x7FE00010)).isLessThan(Tag.of(0xFFFCFFFC));
    }

    @Test
    void knowsPrivateElementsAndTheirCreators() {
        assertThat(Tag.of(0x00090010).isPrivateCreator()).isTrue();
        assertThat(Tag.of(0x00091001).isPrivate()).isTrue();
        assertThat(Tag.of(0x00091001).isPrivateCreator()).isFalse();
        assertThat(Tag.of(0x00100010).isPrivateCreator()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "1.", ".1", "1..2", "1.2 ", "1.2a", "../1", "1.2/3", "１.２"})
    void refusesWhatIsNoUid(String text) {
        assertThatThrownBy(() -> Uid.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void limitsAUidTo64Characters() {
        assertThat(Uid.isUsable("1." + "2".repeat(62))).isTrue();
        assertThat(Uid.isUsable("1." + "2".repeat(63))).isFalse();
    }

    @Test
    void keepsALeadingZeroAndTellsOfIt() {
        assertThat(Uid.of("1.02").isWellFormed()).isFalse();
        assertThat(Uid.of("1.0.2").isWellFormed()).isTrue();
    }

    @Test
    void makesUidsOf128RandomBits() {
        Uid uid = Uid.random();

        assertThat(uid.value()).startsWith("2.25.").hasSizeLessThanOrEqualTo(64);
        assertThat(uid.isWellFormed()).isTrue();
        assertThat(new BigInteger(uid.value().substring(5)).bitLength()).isBetween(100, 128);
        assertThat(Uid.random()).isNotEqualTo(uid);
    }

    @Test
    void saysWhereAnAttributeStands() {
        AttributePath path = AttributePath.of(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, 2, Tags.MODALITY);

        assertThat(path).hasToString("(0040,0100)[2].(0008,0060)");
        assertThat(path.root()).isEqualTo(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE);
        assertThat(AttributePath.of(Tags.MODALITY).in(Tags.PERFORMED_SERIES_SEQUENCE, 1))
                .hasToString("(0040,0340)[1].(0008,0060)");
    }

    @Test
    void makesUidsUnderARoot() {
        Uid root = Uid.of("1.2.826.0.1.3680043.9.7433");
        Uid longest = Uid.of("1." + "2".repeat(42));

        assertThat(Uid.randomUnder(root).value()).matches("1\\.2\\.826\\.0\\.1\\.3680043\\.9\\.7433\\.[1-9]\\d{36}");
        assertThat(Uid.randomUnder(root)).isNotEqualTo(Uid.randomUnder(root));
        assertThat(Uid.randomUnder(longest).value()).hasSize(64);
        assertThatThrownBy(() -> Uid.randomUnder(Uid.of("1." + "2".repeat(43))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a root has at most 44 characters, but this has 45");
    }
}
