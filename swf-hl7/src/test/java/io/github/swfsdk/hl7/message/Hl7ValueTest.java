package io.github.swfsdk.hl7.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Fields, repetitions, components and subcomponents. */
class Hl7ValueTest {
    private static Segment segment(String text) {
        return Segment.read(text, Encoding.STANDARD);
    }

    @Test
    void fieldsAreCountedFromOneAndMshFromItsSeparator() {
        Segment pid = segment("PID|1||P1");
        assertThat(pid.text(1)).isEqualTo("1");
        assertThat(pid.field(2).isEmpty()).isTrue();
        assertThat(pid.text(3)).isEqualTo("P1");
        assertThat(pid.field(30).isEmpty()).isTrue();
        Segment msh = segment("MSH|^~\\&|APP|FAC");
        assertThat(msh.field(1).encoded()).isEqualTo("|");
        assertThat(msh.field(2).encoded()).isEqualTo("^~\\&");
        assertThat(msh.text(3)).isEqualTo("APP");
    }

    @Test
    void partsAreFoundAtEachLevel() {
        Hl7Value field = segment("PID|a&b^c^d\\T\\e&f~g").field(1);
        assertThat(field.text()).isEqualTo("a");
        assertThat(field.subcomponent(2).text()).isEqualTo("b");
        assertThat(field.component(2).text()).isEqualTo("c");
        assertThat(field.component(3).text()).isEqualTo("d&e");
        assertThat(field.component(3).subcomponent(2).text()).isEqualTo("f");
        assertThat(field.component(4).isEmpty()).isTrue();
        assertThat(field.repetitions()).extracting(Hl7Value::text).containsExactly("a", "g");
        assertThat(segment("PID|").field(1).repetitions()).isEmpty();
    }

    @Test
    void emptyAndDeleteAreDifferent() {
        Segment pid = segment("PID||\"\"|x^\"\"");
        assertThat(pid.field(1).isEmpty()).isTrue();
        assertThat(pid.field(1).isDelete()).isFalse();
        assertThat(pid.field(2).isDelete()).isTrue();
        assertThat(pid.field(2).text()).isEmpty();
        assertThat(pid.field(2).hasText()).isFalse();
        assertThat(pid.field(3).component(2).isDelete()).isTrue();
        assertThat(pid.field(3).isDelete()).isFalse();
    }

    @Test
    void freeTextKeepsDelimitersThatItsWriterForgotToEscape() {
        assertThat(segment("NTE|a & b ^ c\\.br\\d").field(1).freeText()).isEqualTo("a & b ^ c\r\nd");
    }

    @Test
    void nothingOfAPatientIsPrinted() {
        Segment pid = segment("PID|||P4711||HEIDER^ANNA");
        assertThat(pid).hasToString("PID of 24 characters");
        assertThat(pid.field(5)).hasToString("value of 11 characters");
    }

    @Test
    void builtSegmentsEscapeAndDropTrailingDelimiters() {
        Segment built = Segment.builder("PID")
                .put(
                        3,
                        Composite.of(
                                Composite.of("P|1"),
                                Composite.of(""),
                                Composite.of(""),
                                Composite.subcomponents("A", "1.2", "")))
                .repeat(3, Composite.of("P2"))
                .put(5, Composite.of("O^X", "", ""))
                .put(7, Composite.delete())
                .put(9, "")
                .build();
        assertThat(built.encoded()).isEqualTo("PID|||P\\F\\1^^^A&1.2~P2||O\\S\\X||\"\"");
    }
}
