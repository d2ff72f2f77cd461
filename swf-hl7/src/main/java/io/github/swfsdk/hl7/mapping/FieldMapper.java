package io.github.swfsdk.hl7.mapping;

import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.ElementDictionary;
import io.github.swfsdk.api.dataset.PersonName;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.hl7.message.ErrorCode;
import io.github.swfsdk.hl7.message.Hl7FormatException;
import io.github.swfsdk.hl7.message.Hl7Location;
import io.github.swfsdk.hl7.message.Hl7Value;
import io.github.swfsdk.hl7.message.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Maps fields of one segment to attributes. An empty field leaves its attribute away, {@code ""} makes it zero length, so
 * that an update clears it. What identifies something is refused if it does not fit; what describes something is cut.
 */
final class FieldMapper {
    private final Segment segment;
    private final int sequence;
    private final DataSet.Builder target;

    /** Maps the segment, the n-th of its name, into the target. */
    FieldMapper(Segment segment, int sequence, DataSet.Builder target) {
        this.segment = segment;
        this.sequence = sequence;
        this.target = target;
    }

    /** A description, from the whole component. */
    FieldMapper text(int field, Tag tag) {
        return describe(segment.field(field), tag, value -> value.component(1).freeText());
    }

    /** A description in a later component. */
    FieldMapper text(int field, int component, Tag tag) {
        return describe(segment.field(field).component(component), tag, Hl7Value::freeText);
    }

    /** A description that is the text of a code, or else the code itself. */
    FieldMapper meaning(int field, Tag tag) {
        return describe(segment.field(field), tag, FieldMapper::meaning);
    }

    /** A description from several components. */
    FieldMapper joined(int field, int components, String separator, Tag tag) {
        return describe(segment.field(field), tag, value -> {
            List<String> parts = new ArrayList<>();
            for (int i = 1; i <= components; i++) {
                parts.add(value.component(i).text());
            }
            parts.removeIf(String::isBlank);
            return String.join(separator, parts);
        });
    }

    /** Descriptions, one per repetition; a long one is several values, so that nothing of it is lost. */
    FieldMapper texts(int field, Tag tag) {
        int length = ElementDictionary.vrOf(tag).size();
        return convert(segment.field(field), tag, value -> {
            List<String> values = new ArrayList<>();
            for (Hl7Value repetition : value.repetitions()) {
                values.addAll(Texts.pieces(Texts.line(repetition.freeText()), length));
            }
            put(tag, values);
        });
    }

    /** Telephone numbers, one per repetition; one that does not fit is left away, as a cut one would be wrong. */
    FieldMapper telephones(int field, int most, Tag tag) {
        int length = ElementDictionary.vrOf(tag).size();
        return convert(segment.field(field), tag, value -> {
            List<String> values = value.repetitions().stream()
                    .map(repetition -> Texts.line(repetition.text()))
                    .filter(number -> !number.isEmpty() && number.length() <= length)
                    .limit(most)
                    .toList();
            put(tag, values);
        });
    }

    /** A value that identifies. */
    FieldMapper identifier(int field, Tag tag) {
        return convert(segment.field(field), tag, value -> putIdentifier(value, tag, field));
    }

    /** An entity identifier (EI): the number, and who issued it. */
    FieldMapper identifier(int field, Tag tag, Tag issuerSequence) {
        return convert(segment.field(field), tag, value -> {
            putIdentifier(value, tag, field);
            issuer(value.component(2), value.component(3), value.component(4), field, 2)
                    .ifPresent(item -> target.put(issuerSequence, item));
        });
    }

    /** A person's name (XPN). */
    FieldMapper name(int field, Tag tag) {
        return person(field, tag, Names::ofXpn);
    }

    /** A person with an identifier (XCN). */
    FieldMapper person(int field, Tag tag) {
        return person(field, tag, Names::ofXcn);
    }

    /** A person with an identifier, in subcomponents (NDL). */
    FieldMapper resource(int field, Tag tag) {
        return person(field, tag, Names::ofNdl);
    }

    /** A day; one of which only year or month is known is left empty. */
    FieldMapper date(int field, Tag tag) {
        return convert(
                segment.field(field),
                tag,
                value -> timeStamp(value, field, 1)
                        .date()
                        .ifPresentOrElse(date -> target.put(tag, date), () -> target.putEmpty(tag)));
    }

    /** A code in three components from this one on, if it has value and scheme; its meaning may be its value. */
    FieldMapper code(int field, int component, Tag tag) {
        Hl7Value value = segment.field(field);
        if (value.isDelete()) {
            target.putEmpty(tag);
        }
        codeOf(value, field, component).ifPresent(code -> target.putCodes(tag, List.of(code)));
        return this;
    }

    /** A value by a rule of its own. */
    FieldMapper convert(int field, Tag tag, Function<Hl7Value, String> rule) {
        return convert(segment.field(field), tag, value -> target.put(tag, rule.apply(value)));
    }

    /** The time stamp in a component, which must be one. */
    TimeStamp timeStamp(Hl7Value value, int field, int component) {
        return TimeStamp.parse(value.text())
                .orElseThrow(() -> failure(ErrorCode.DATA_TYPE_ERROR, field, component, "is no date and time"));
    }

    /** The text of a component, which must fit the attribute. */
    String identifier(Hl7Value value, Tag tag, int field, int component) {
        String text = value.text().strip();
        int length = ElementDictionary.vrOf(tag).size();
        if (text.length() > length) {
            throw failure(
                    ErrorCode.DATA_TYPE_ERROR,
                    field,
                    component,
                    "is longer than the " + length + " characters of " + tag);
        }
        if (Texts.hasControls(text) || text.indexOf('\\') >= 0) {
            throw failure(ErrorCode.DATA_TYPE_ERROR, field, component, "holds a character that " + tag + " cannot");
        }
        return text;
    }

    /** Refuses the segment if a field says nothing. */
    FieldMapper require(int field) {
        if (!segment.field(field).hasText()) {
            throw failure(ErrorCode.REQUIRED_FIELD_MISSING, field, 0, "required field is empty");
        }
        return this;
    }

    /** A failure at a place of this segment. */
    Hl7FormatException failure(ErrorCode code, int field, int component, String reason) {
        return new Hl7FormatException(code, new Hl7Location(segment.name(), sequence, field, component), reason);
    }

    /** An assigner: namespace as text, universal identifier and its type as a sequence item; empty if none is given. */
    Optional<DataSet> issuer(Hl7Value namespace, Hl7Value universalId, Hl7Value type, int field, int component) {
        DataSet.Builder item = DataSet.builder();
        if (namespace.hasText()) {
            item.put(
                    Tags.LOCAL_NAMESPACE_ENTITY_ID,
                    identifier(namespace, Tags.LOCAL_NAMESPACE_ENTITY_ID, field, component));
        }
        universal(item, universalId, type, field, component);
        DataSet issuer = item.build();
        return issuer.isEmpty() ? Optional.empty() : Optional.of(issuer);
    }

    /** Puts universal identifier and type, if both are given: one means nothing without the other. */
    void universal(DataSet.Builder item, Hl7Value universalId, Hl7Value type, int field, int component) {
        if (universalId.hasText() && type.hasText()) {
            item.put(Tags.UNIVERSAL_ENTITY_ID, identifier(universalId, Tags.UNIVERSAL_ENTITY_ID, field, component));
            item.put(Tags.UNIVERSAL_ENTITY_ID_TYPE, identifier(type, Tags.UNIVERSAL_ENTITY_ID_TYPE, field, component));
        }
    }

    private Optional<Code> codeOf(Hl7Value field, int number, int first) {
        String value = field.component(first).text();
        String meaning = Texts.line(field.component(first + 1).text());
        String scheme = field.component(first + 2).text();
        if (value.isEmpty() || scheme.isEmpty()) {
            return Optional.empty();
        }
        String checkedScheme = identifier(field.component(first + 2), Tags.CODING_SCHEME_DESIGNATOR, number, first + 2);
        String checkedValue = identifier(field.component(first), Tags.LONG_CODE_VALUE, number, first);
        int length = ElementDictionary.vrOf(Tags.CODE_MEANING).size();
        return Optional.of(
                Code.of(checkedValue, checkedScheme, Texts.cut(meaning.isEmpty() ? checkedValue : meaning, length)));
    }

    private static String meaning(Hl7Value code) {
        String text = code.component(2).freeText();
        return text.isEmpty() ? code.component(1).freeText() : text;
    }

    private FieldMapper person(int field, Tag tag, Function<Hl7Value, PersonName> reader) {
        return convert(segment.field(field), tag, value -> {
            PersonName name = reader.apply(value);
            if (!name.isEmpty()) {
                target.put(tag, name);
            }
        });
    }

    private FieldMapper describe(Hl7Value source, Tag tag, Function<Hl7Value, String> reader) {
        boolean severalLines = !ElementDictionary.vrOf(tag).isMultiValued();
        int length = ElementDictionary.vrOf(tag).size();
        return convert(source, tag, value -> {
            String text = reader.apply(value);
            String clean = severalLines ? Texts.lines(text) : Texts.line(text);
            if (!clean.isEmpty()) {
                target.put(tag, Texts.cut(clean, length));
            }
        });
    }

    private FieldMapper convert(Hl7Value source, Tag tag, Consumer<Hl7Value> rule) {
        if (source.isDelete()) {
            target.putEmpty(tag);
        } else if (!source.isEmpty()) {
            rule.accept(source);
        }
        return this;
    }

    private void putIdentifier(Hl7Value value, Tag tag, int field) {
        String text = identifier(value, tag, field, 1);
        if (!text.isEmpty()) {
            target.put(tag, text);
        }
    }

    private void put(Tag tag, List<String> values) {
        if (!values.isEmpty()) {
            target.put(tag, values.toArray(String[]::new));
        }
    }
}
