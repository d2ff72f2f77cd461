package io.github.swfsdk.api.order;

import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.util.List;
import java.util.Optional;

/**
 * One requested procedure of an order: one study, done in one or more scheduled steps.
 *
 * @param steps its scheduled steps, at least one
 */
public record RequestedProcedure(List<ScheduledStep> steps) {
    /** Copies the list and checks that it has a step. */
    public RequestedProcedure {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a requested procedure needs a scheduled step");
        }
    }

    /** (0040,1001) Requested Procedure ID. */
    public String id() {
        return steps.get(0).requestedProcedureId();
    }

    /** (0020,000D) Study Instance UID, which every image of the procedure carries. */
    public Uid studyInstanceUid() {
        return steps.get(0).studyInstanceUid();
    }

    /** (0032,1060) Requested Procedure Description, empty if there is only a code. */
    public String description() {
        return steps.get(0).attributes().text(Tags.REQUESTED_PROCEDURE_DESCRIPTION);
    }

    /** (0032,1064) Requested Procedure Code Sequence. */
    public Optional<Code> code() {
        return steps.get(0).attributes().codes(Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE).stream()
                .findFirst();
    }
}
