package io.github.swfsdk.api.validation;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.SequenceElement;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.validation.Finding.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with an object: attributes of types 1 and 2 that are missing, enumerated values, and representation,
 * multiplicity, format and length of every value that the dictionary knows. It judges, and refuses nothing: whether a finding
 * matters is the caller's to say.
 *
 * <p>What no program can tell from an object alone is not judged: conditions that hang on the real world, and whether values
 * are true. Pure, immutable and thread-safe.
 */
public final class ObjectValidator {
    private final List<Requirement> rules;

    private ObjectValidator(List<Requirement> rules) {
        this.rules = rules;
    }

    /**
     * The rules of the IOD of a SOP class (PS3.3, A): CT, MR, CR, DX, ultrasound, secondary capture, PET and nuclear medicine
     * images, basic text, enhanced and comprehensive SR, key object selections, grayscale presentation states, RT plans,
     * structure sets and doses; empty for others.
     */
    public static Optional<ObjectValidator> ofInstance(Uid sopClass) {
        List<Requirement> rules = ObjectRules.INSTANCE.of(sopClass);
        return rules.isEmpty() ? Optional.empty() : Optional.of(new ObjectValidator(rules));
    }

    /** The SOP classes that {@link #ofInstance} knows. */
    public static List<Uid> sopClasses() {
        return ObjectRules.INSTANCE.sopClasses();
    }

    /** Values only: for objects of any kind. */
    public static ObjectValidator ofValues() {
        return new ObjectValidator(List.of());
    }

    /** An answer to a worklist query for each key (PS3.4, table K.6-1). */
    public static ObjectValidator ofWorklistItem() {
        return new ObjectValidator(ServiceRules.worklistItem());
    }

    /** The attributes of an N-CREATE of a performed step (PS3.4, table F.7.2-1). */
    public static ObjectValidator ofPerformedStep() {
        return new ObjectValidator(ServiceRules.performedStep());
    }

    /** The modifications of an N-SET of a performed step (PS3.4, table F.7.2-1). */
    public static ObjectValidator ofPerformedStepModification() {
        return new ObjectValidator(ServiceRules.performedStepModification());
    }

    /** The action information of a storage commitment request (PS3.4, table J.3-1). */
    public static ObjectValidator ofCommitmentRequest() {
        return new ObjectValidator(ObjectRules.INSTANCE.of("storage commitment request"));
    }

    /** The event information of a storage commitment result (PS3.4, table J.3-2). */
    public static ObjectValidator ofCommitmentResult() {
        return new ObjectValidator(ObjectRules.INSTANCE.of("storage commitment result"));
    }

    /** An instance availability notification (PS3.4, table R.3.2-1). */
    public static ObjectValidator ofInstanceAvailability() {
        return new ObjectValidator(ObjectRules.INSTANCE.of("instance availability notification"));
    }

    /** Returns what is wrong, in the order of the rules, then that of the tags; nothing if nothing is. */
    public List<Finding> validate(DataSet object) {
        Set<Finding> findings = new LinkedHashSet<>(); // modules overlap
        check(object, rules, List.of(), findings);
        ValueCheck.check(object, findings);
        return List.copyOf(findings);
    }

    private static void check(
            DataSet level, List<Requirement> rules, List<AttributePath.Item> parents, Set<Finding> findings) {
        for (Requirement rule : rules) {
            AttributePath path = new AttributePath(parents, rule.tag());
            Element element = level.find(rule.tag()).orElse(null);
            problem(rule, level, element).ifPresent(problem -> findings.add(new Finding(path, problem)));
            if (element != null && !areEnumerated(rule, level)) {
                findings.add(new Finding(path, Problem.NOT_ENUMERATED));
            }
            if (element instanceof SequenceElement sequence) {
                items(sequence, rule.items(), parents, findings);
            }
        }
    }

    private static void items(
            SequenceElement sequence,
            List<Requirement> rules,
            List<AttributePath.Item> parents,
            Set<Finding> findings) {
        int number = 0;
        for (DataSet item : sequence.items()) {
            number++;
            List<AttributePath.Item> inner = new ArrayList<>(parents);
            inner.add(new AttributePath.Item(sequence.tag(), number));
            check(item, rules, inner, findings);
        }
    }

    private static Optional<Problem> problem(Requirement rule, DataSet level, @Nullable Element element) {
        boolean valued = element != null && ValueCheck.hasValue(element);
        return switch (rule.type()) {
            case TYPE_1 -> element == null ? missing() : valueOf(valued);
            case TYPE_1C -> element == null ? onlyIf(rule.condition().test(level), Problem.MISSING) : valueOf(valued);
            case TYPE_2 -> onlyIf(element == null, Problem.MISSING);
            case TYPE_2C -> onlyIf(element == null && rule.condition().test(level), Problem.MISSING);
            case TYPE_3 -> Optional.empty();
            case FORBIDDEN -> onlyIf(element != null, Problem.NOT_ALLOWED);
        };
    }

    private static Optional<Problem> missing() {
        return Optional.of(Problem.MISSING);
    }

    private static Optional<Problem> valueOf(boolean valued) {
        return onlyIf(!valued, Problem.NO_VALUE);
    }

    private static Optional<Problem> onlyIf(boolean wrong, Problem problem) {
        return wrong ? Optional.of(problem) : Optional.empty();
    }

    private static boolean areEnumerated(Requirement rule, DataSet level) {
        if (rule.terms().isEmpty()) {
            return true;
        }
        List<String> values = level.strings(rule.tag());
        if (rule.position() > 0) {
            return values.size() < rule.position() || isEnumerated(rule, values.get(rule.position() - 1));
        }
        return values.stream().allMatch(value -> isEnumerated(rule, value));
    }

    private static boolean isEnumerated(Requirement rule, String value) {
        return value.isEmpty() || rule.terms().contains(value) || isEqualNumber(rule, value);
    }

    /** Numbers in text may be written in several ways: 1.0 and 1. */
    private static boolean isEqualNumber(Requirement rule, String value) {
        return rule.terms().stream().anyMatch(term -> ValueCheck.areEqualNumbers(term, value));
    }
}
