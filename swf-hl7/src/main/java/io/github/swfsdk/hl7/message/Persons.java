package io.github.swfsdk.hl7.message;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.PersonName;
import io.github.swfsdk.api.dataset.Tag;

/** DICOM person names as HL7 ones: PN to XPN, XCN and NDL. Text is escaped where it is put together. */
final class Persons {
    private Persons() {}

    /** Family, given, middle, suffix, prefix; the alphabetic group, and the others as repetitions with their code. */
    static Composite xpn(DataSet attributes, Tag tag) {
        PersonName name = attributes.personName(tag).orElseThrow();
        return Composite.repetitions(
                xpn(name.alphabetic(), ""), xpn(name.ideographic(), "I"), xpn(name.phonetic(), "P"));
    }

    /** Without an identifier, so the family name is the second component. */
    static Composite xcn(DataSet attributes, Tag tag) {
        PersonName.Group name = attributes.personName(tag).orElseThrow().alphabetic();
        return Composite.of("", name.family(), name.given(), name.middle(), name.suffix(), name.prefix());
    }

    /** As XCN, in the subcomponents of the first component. */
    static Composite ndl(DataSet attributes, Tag tag) {
        PersonName.Group name = attributes.personName(tag).orElseThrow().alphabetic();
        return Composite.subcomponents("", name.family(), name.given(), name.middle(), name.suffix(), name.prefix());
    }

    private static Composite xpn(PersonName.Group name, String representation) {
        return name.isEmpty()
                ? Composite.of("")
                : Composite.of(
                        name.family(),
                        name.given(),
                        name.middle(),
                        name.suffix(),
                        name.prefix(),
                        "",
                        "",
                        representation);
    }
}
