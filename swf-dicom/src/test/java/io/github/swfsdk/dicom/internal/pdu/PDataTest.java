package io.github.swfsdk.dicom.internal.pdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PDataTest {

    private static final Bytes TWO_FRAGMENTS = Bytes.of("04 00 00 00 00 12") // P-DATA-TF, 18 bytes
            .hex("00 00 00 04") // first value: 4 bytes
            .hex("01") // context 1
            .hex("03") // command, last fragment
            .hex("CA FE")
            .hex("00 00 00 06") // second value: 6 bytes
            .hex("05") // context 5
            .hex("00") // data set, more to come
            .hex("01 02 03 04");

    @Test
    void carriesSeveralFragments() throws Exception {
        PData expected = new PData(List.of(
                new PDataValue(1, true, true, Bytes.of("CA FE").buffer()),
                new PDataValue(5, false, false, Bytes.of("01 02 03 04").buffer())));
        assertThat(PData.read(TWO_FRAGMENTS.body())).isEqualTo(expected);
        assertThat(expected.encode()).isEqualTo(TWO_FRAGMENTS.buffer());
    }

    @Test
    void readsAnEmptyLastFragment() throws Exception {
        PData data = PData.read(Bytes.of("04 00 00 00 00 06 00 00 00 02 FF 02").body());
        assertThat(data.values()).singleElement().satisfies(value -> {
            assertThat(value.contextId()).isEqualTo(255);
            assertThat(value.command()).isFalse();
            assertThat(value.last()).isTrue();
            assertThat(value.fragment().remaining()).isZero();
        });
    }

    @Test
    void doesNotTestTheOtherControlBits() throws Exception {
        PDataValue value = PData.read(
                        Bytes.of("04 00 00 00 00 06 00 00 00 02 01 FD").body())
                .values()
                .get(0);
        assertThat(value.command()).isTrue();
        assertThat(value.last()).isFalse();
    }

    @Test
    void refusesWrongLengths() {
        assertInvalid("04 00 00 00 00 00", "P-DATA-TF has no presentation data value");
        assertInvalid("04 00 00 00 00 06 00 00 00 01 01 03", "declares 1 bytes, 2 are left in the PDU");
        assertInvalid("04 00 00 00 00 06 00 00 00 03 01 03", "declares 3 bytes, 2 are left in the PDU");
        assertInvalid("04 00 00 00 00 06 FF FF FF FF 01 03", "declares 4294967295 bytes");
        assertInvalid("04 00 00 00 00 08 00 00 00 02 01 03 00 00", "2 bytes too many");
    }

    private static void assertInvalid(String hex, String message) {
        assertThatThrownBy(() -> PData.read(Bytes.of(hex).body()))
                .isInstanceOf(PduException.class)
                .hasMessageContaining(message);
    }
}
