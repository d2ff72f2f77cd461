package io.github.swfsdk.interop;

import io.github.swfsdk.api.dataset.BytesElement;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.NumberElement;
import io.github.swfsdk.api.dataset.PersonName;
import io.github.swfsdk.api.dataset.SequenceElement;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.Vr;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Compares a data set with a DICOM JSON model (PS3.18, F), element by element. Left out are group lengths, which are not
 * in data sets, and (0008,0005), which in JSON is always UTF-8.
 */
final class DicomJsonComparison {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9.]+([eE][+-]?[0-9]+)?");

    private final boolean representations;
    private final List<String> differences = new ArrayList<>();

    private DicomJsonComparison(boolean representations) {
        this.representations = representations;
    }

    /**
     * Returns what differs, in words.
     *
     * @param explicit whether the encoding names representations; if not, private elements are left out, which each reader
     *     knows by its own dictionary
     */
    static List<String> differences(DataSet dataSet, Map<String, Object> json, boolean explicit) {
        DicomJsonComparison comparison = new DicomJsonComparison(explicit);
        comparison.compare("", dataSet, json);
        return comparison.differences;
    }

    private void compare(String path, DataSet dataSet, Map<String, Object> json) {
        TreeSet<Tag> tags = new TreeSet<>();
        dataSet.forEach(element -> tags.add(element.tag()));
        json.keySet().forEach(key -> tags.add(Tag.parse(key)));
        for (Tag tag : tags) {
            boolean known = representations || !tag.isPrivate() || tag.isPrivateCreator();
            if (known && !tag.isGroupLength() && !tag.equals(Tags.SPECIFIC_CHARACTER_SET)) {
                Object theirs = json.get(String.format("%08X", tag.value()));
                compare(path + tag, dataSet.find(tag).orElse(null), theirs);
            }
        }
    }

    private void compare(String path, Element ours, Object theirs) {
        if (ours == null || theirs == null) {
            differences.add(path + " is missing " + (ours == null ? "here" : "there"));
            return;
        }
        Map<?, ?> attribute = (Map<?, ?>) theirs;
        if (!ours.vr().name().equals(attribute.get("vr"))) {
            differences.add(path + " is " + ours.vr() + ", not " + attribute.get("vr"));
            return;
        }
        List<?> values = (List<?>) Objects.requireNonNullElse(attribute.get("Value"), List.of());
        if (ours instanceof SequenceElement sequence) {
            compareItems(path, sequence.items(), values);
        } else if (ours instanceof BytesElement bytes) {
            byte[] content = new byte[bytes.length()];
            bytes.bytes().get(content);
            String inline = Objects.requireNonNullElse(attribute.get("InlineBinary"), "")
                    .toString();
            differ(path, Base64.getEncoder().encodeToString(content), inline);
        } else if (!ours.isEmpty() || !values.isEmpty()) {
            List<Object> read = values.stream().map(v -> value(ours.vr(), v)).toList();
            differ(path, values(ours), withoutEmptyNames(read));
        }
    }

    @SuppressWarnings("unchecked") // an item is an object
    private void compareItems(String path, List<DataSet> ours, List<?> theirs) {
        differ(path + " number of items", ours.size(), theirs.size());
        for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
            compare(path + "[" + (i + 1) + "].", ours.get(i), (Map<String, Object>) theirs.get(i));
        }
    }

    private void differ(String path, Object ours, Object theirs) {
        if (!ours.equals(theirs)) {
            differences.add(path + ": " + ours + " is not " + theirs);
        }
    }

    private static List<Object> values(Element element) {
        List<Object> values = new ArrayList<>();
        if (element instanceof NumberElement numbers) {
            for (int i = 0; i < numbers.count(); i++) {
                values.add(value(element.vr(), numberOrText(element.vr(), numbers.textAt(i))));
            }
        } else if (element instanceof TextElement text) {
            text.values().forEach(value -> values.add(value(text.vr(), numberOrText(text.vr(), value))));
        }
        return withoutEmptyNames(values);
    }

    /** For names of nothing but delimiters, some write none. */
    private static List<Object> withoutEmptyNames(List<Object> values) {
        return values.stream().allMatch(PersonName.parse("")::equals) ? List.of() : values;
    }

    private static Object numberOrText(Vr vr, String text) {
        boolean number = vr == Vr.DS || vr == Vr.IS || vr.kind() == Vr.Kind.NUMBER && vr != Vr.AT;
        return number && NUMBER.matcher(text).matches() ? new BigDecimal(text) : text;
    }

    /** One form for both sides: numbers with six digits, names with their groups between equals signs. */
    private static Object value(Vr vr, Object value) {
        if (value instanceof BigDecimal number) {
            if (vr == Vr.FL) {
                return number.floatValue();
            }
            return number.round(new MathContext(6)).stripTrailingZeros();
        }
        if (value instanceof Map<?, ?> name) {
            return PersonName.parse(
                    part(name, "Alphabetic") + "=" + part(name, "Ideographic") + "=" + part(name, "Phonetic"));
        }
        return vr == Vr.PN
                ? PersonName.parse(value.toString())
                : value.toString().stripTrailing();
    }

    private static String part(Map<?, ?> name, String group) {
        return Objects.requireNonNullElse(name.get(group), "").toString();
    }
}
