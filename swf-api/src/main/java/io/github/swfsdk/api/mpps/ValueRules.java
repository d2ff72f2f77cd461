package io.github.swfsdk.api.mpps;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.ElementDefinition;
import io.github.swfsdk.api.dataset.ElementDictionary;
import io.github.swfsdk.api.dataset.SequenceElement;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.ValueFormat;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.mpps.MppsRefusal.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What values may look like whatever they mean: kind of the representation, format, number of values and length (PS3.5, 6.2
 * and 6.4). Elements that the dictionary does not know, private ones among them, are not looked at.
 */
final class ValueRules {
    private final Problems problems;

    ValueRules(Problems problems) {
        this.problems = problems;
    }

    void check(DataSet dataSet) {
        for (Element element : dataSet) {
            check(element, List.of());
        }
    }

    private void check(Element element, List<AttributePath.Item> parents) {
        ElementDefinition definition = ElementDictionary.find(element.tag()).orElse(null);
        if (definition == null || element.isEmpty() || definition.vrs().isEmpty()) {
            return;
        }
        AttributePath path = new AttributePath(parents, element.tag());
        Vr vr = definition.vrs().get(0);
        if (element.vr().kind() != vr.kind() && !(element.vr().isText() && vr.isText())) {
            problems.add(Kind.INVALID_VALUE, path);
        } else if (element instanceof SequenceElement sequence) {
            checkItems(sequence, parents);
        } else if (element instanceof TextElement text) {
            checkText(text, vr, definition.vm(), path);
        }
    }

    private void checkItems(SequenceElement sequence, List<AttributePath.Item> parents) {
        int number = 0;
        for (DataSet item : sequence.items()) {
            number++;
            List<AttributePath.Item> inner = new ArrayList<>(parents);
            inner.add(new AttributePath.Item(sequence.tag(), number));
            for (Element element : item) {
                check(element, inner);
            }
        }
    }

    private void checkText(TextElement text, Vr vr, String vm, AttributePath path) {
        List<String> values = text.values();
        if (values.size() > ValueFormat.maximum(vm)
                || !values.stream().allMatch(value -> value.isEmpty() || isWellFormed(value, vr))) {
            problems.add(Kind.INVALID_VALUE, path);
        } else if (values.stream().anyMatch(value -> ValueFormat.isTooLong(value, vr))) {
            problems.addUnless(MppsLeniency.OVERLONG_TEXT, Kind.INVALID_VALUE, path);
        }
    }

    private static boolean isWellFormed(String value, Vr vr) {
        return switch (vr) {
            case UI, DA, TM, DS -> ValueFormat.isWellFormed(value, vr);
            case IS -> isWhole(value);
            default -> true;
        };
    }

    private static boolean isWhole(String value) {
        try {
            return new BigDecimal(value).stripTrailingZeros().scale() <= 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
