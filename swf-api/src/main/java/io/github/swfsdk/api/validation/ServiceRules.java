package io.github.swfsdk.api.validation;

import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.mpps.PerformedStepAttribute;
import io.github.swfsdk.api.mpps.PerformedStepAttributes;
import io.github.swfsdk.api.validation.Requirement.Type;
import io.github.swfsdk.api.worklist.WorklistAttribute;
import io.github.swfsdk.api.worklist.WorklistAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Rules of worklist items and performed steps, from the tables that the services use themselves. */
final class ServiceRules {
    private ServiceRules() {}

    static List<Requirement> worklistItem() {
        return tree(
                WorklistAttributes.all(),
                List.of(),
                WorklistAttribute::sequences,
                (row, items) -> Requirement.of(row.tag(), type(row.returnType()), Requirement.NEVER, items));
    }

    private static Type type(WorklistAttribute.ReturnType type) {
        return switch (type) {
            case TYPE_1 -> Type.TYPE_1;
            case TYPE_1C -> Type.TYPE_1C;
            case TYPE_2 -> Type.TYPE_2;
            case TYPE_2C -> Type.TYPE_2C;
            case TYPE_3 -> Type.TYPE_3;
        };
    }

    static List<Requirement> performedStep() {
        return performedStep(row -> type(row.create()));
    }

    /** What N-SET may bring at the top level; a sequence that it brings is whole, as N-CREATE would bring it. */
    static List<Requirement> performedStepModification() {
        return performedStep(row -> row.sequences().isEmpty() ? type(row.set()) : type(row.create()));
    }

    private static List<Requirement> performedStep(Function<PerformedStepAttribute, Type> type) {
        return tree(
                PerformedStepAttributes.all(),
                List.of(),
                PerformedStepAttribute::sequences,
                (row, items) -> Requirement.of(row.tag(), type.apply(row), row::isRequiredIn, items));
    }

    private static Type type(PerformedStepAttribute.Create type) {
        return switch (type) {
            case TYPE_1 -> Type.TYPE_1;
            case TYPE_1C -> Type.TYPE_1C;
            case TYPE_2 -> Type.TYPE_2;
            case TYPE_3 -> Type.TYPE_3;
        };
    }

    private static Type type(PerformedStepAttribute.Set usage) {
        return switch (usage) {
            case NOT_ALLOWED -> Type.FORBIDDEN;
            case VALUE -> Type.TYPE_1C; // under no condition: with a value if it is there
            case ANY -> Type.TYPE_3;
        };
    }

    private interface Maker<R> {
        Requirement make(R row, List<Requirement> items);
    }

    private static <R> List<Requirement> tree(
            List<R> rows, List<Tag> level, Function<R, List<Tag>> place, Maker<R> maker) {
        List<Requirement> result = new ArrayList<>();
        for (R row : rows) {
            if (place.apply(row).equals(level)) {
                Requirement leaf = maker.make(row, List.of());
                List<Tag> inner = new ArrayList<>(level);
                inner.add(leaf.tag());
                result.add(maker.make(row, tree(rows, inner, place, maker)));
            }
        }
        return List.copyOf(result);
    }
}
