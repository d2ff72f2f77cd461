package io.github.swfsdk.api.validation;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.ElementDefinition;
import io.github.swfsdk.api.dataset.ElementDictionary;
import io.github.swfsdk.api.dataset.NumberElement;
import io.github.swfsdk.api.dataset.SequenceElement;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.ValueFormat;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.validation.Finding.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks each value of a data set against the dictionary, private and unknown attributes only for their format. */
final class ValueCheck {
    private final Set<Finding> findings;

    private ValueCheck(Set<Finding> findings) {
        this.findings = findings;
    }

    static void check(DataSet dataSet, Set<Finding> findings) {
        new ValueCheck(findings).level(dataSet, List.of());
    }

    private void level(DataSet dataSet, List<AttributePath.Item> parents) {
        for (Element element : dataSet) {
            AttributePath path = new AttributePath(parents, element.tag());
            ElementDefinition definition = ElementDictionary.find(element.tag()).orElse(null);
            if (definition != null && !isAllowed(element.vr(), definition.vrs())) {
                findings.add(new Finding(path, Problem.WRONG_VR));
            } else if (definition != null
                    && !element.isEmpty()
                    && !ValueFormat.allows(definition.vm(), count(element))) {
                findings.add(new Finding(path, Problem.WRONG_VM));
            }
            if (element instanceof TextElement text) {
                text(text, path);
            } else if (element instanceof SequenceElement sequence) {
                items(sequence, parents);
            }
        }
    }

    /** Any may be unknown (PS3.5, 6.2.2). */
    private static boolean isAllowed(Vr vr, List<Vr> known) {
        return known.isEmpty() || known.contains(vr) || vr == Vr.UN;
    }

    private static int count(Element element) {
        if (element instanceof TextElement text) {
            return text.values().size();
        }
        return element instanceof NumberElement numbers ? numbers.count() : 1;
    }

    private void items(SequenceElement sequence, List<AttributePath.Item> parents) {
        int number = 0;
        for (DataSet item : sequence.items()) {
            number++;
            List<AttributePath.Item> inner = new ArrayList<>(parents);
            inner.add(new AttributePath.Item(sequence.tag(), number));
            level(item, inner);
        }
    }

    private void text(TextElement text, AttributePath path) {
        for (String value : text.values()) {
            if (!value.isEmpty() && !ValueFormat.isWellFormed(value, text.vr())) {
                findings.add(new Finding(path, Problem.MALFORMED));
            } else if (ValueFormat.isTooLong(value, text.vr())) {
                findings.add(new Finding(path, Problem.TOO_LONG));
            }
        }
    }

    /** Whether there is a value; one of spaces alone is none. */
    static boolean hasValue(Element element) {
        if (element instanceof TextElement text) {
            return text.values().stream().anyMatch(value -> !value.isEmpty());
        }
        return !element.isEmpty();
    }

    static boolean areEqualNumbers(String one, String other) {
        try {
            return new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
