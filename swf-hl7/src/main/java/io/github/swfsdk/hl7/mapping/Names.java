package io.github.swfsdk.hl7.mapping;

import io.github.swfsdk.api.dataset.PersonName;
import io.github.swfsdk.hl7.message.Hl7Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** HL7 person names as DICOM ones: XPN, XCN and NDL to PN (HL7 v2.3.1, 2.8.49, 2.8.46, 7.3.1.32; PS3.5, 6.2.1). */
final class Names {
    private static final int MAX_GROUP = 64;
    private static final String LEGAL = "L";
    private static final String IDEOGRAPHIC = "I";
    private static final String PHONETIC = "P";

    private Names() {}

    /**
     * Family, given, middle, suffix, prefix, degree, type, representation. Of several names the legal one; with it what is
     * written in ideographs or phonetically.
     */
    static PersonName ofXpn(Hl7Value field) {
        List<Hl7Value> names = field.repetitions();
        return new PersonName(
                alphabetic(names).map(Names::xpnGroup).orElse(PersonName.Group.EMPTY),
                written(names, IDEOGRAPHIC).map(Names::xpnGroup).orElse(PersonName.Group.EMPTY),
                written(names, PHONETIC).map(Names::xpnGroup).orElse(PersonName.Group.EMPTY));
    }

    /** An identifier, then as in XPN. Of several persons the first. */
    static PersonName ofXcn(Hl7Value field) {
        return alphabeticOnly(group(number -> field.component(number + 1)));
    }

    /** A person with an identifier and the name in the subcomponents of the first component. */
    static PersonName ofNdl(Hl7Value field) {
        return alphabeticOnly(group(number -> field.component(1).subcomponent(number + 1)));
    }

    private static PersonName alphabeticOnly(PersonName.Group group) {
        return new PersonName(group, PersonName.Group.EMPTY, PersonName.Group.EMPTY);
    }

    private static Optional<Hl7Value> alphabetic(List<Hl7Value> names) {
        List<Hl7Value> candidates = names.stream()
                .filter(name -> !isWritten(name, IDEOGRAPHIC) && !isWritten(name, PHONETIC))
                .toList();
        return candidates.stream()
                .filter(name -> name.component(7).text().equals(LEGAL))
                .findFirst()
                .or(() -> candidates.stream().findFirst());
    }

    private static Optional<Hl7Value> written(List<Hl7Value> names, String representation) {
        return names.stream().filter(name -> isWritten(name, representation)).findFirst();
    }

    private static boolean isWritten(Hl7Value name, String representation) {
        return name.component(8).text().equals(representation);
    }

    private static PersonName.Group xpnGroup(Hl7Value name) {
        return group(name::component);
    }

    /** The component with number 1 is the family name. */
    private static PersonName.Group group(Function<Integer, Hl7Value> component) {
        String suffix = part(component.apply(4));
        String degree = part(component.apply(6));
        PersonName.Group group = new PersonName.Group(
                part(component.apply(1)),
                part(component.apply(2)),
                part(component.apply(3)),
                part(component.apply(5)),
                degree.isEmpty() ? suffix : (suffix + " " + degree).strip());
        String encoded = group.toString();
        return encoded.length() <= MAX_GROUP
                ? group
                : PersonName.parse(Texts.cut(encoded, MAX_GROUP)).alphabetic();
    }

    /** The delimiters of PN cannot stand in a component. */
    private static String part(Hl7Value value) {
        return Texts.line(value.text()).replace('^', ' ').replace('=', ' ').strip();
    }
}
