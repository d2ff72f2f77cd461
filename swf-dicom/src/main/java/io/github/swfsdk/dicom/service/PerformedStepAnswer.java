package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepAttribute.Create;
import io.github.swfsdk.api.mpps.PerformedStepAttributes;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What N-GET answers of a performed step (PS3.4, F.8.2.1). Every stored attribute can be had, private ones too. One of type 1
 * or 2 that is not stored, which takes a leniency, is answered empty; another one is called not supported.
 */
final class PerformedStepAnswer {
    private static final Set<Tag> SUPPORTED = PerformedStepAttributes.all().stream()
            .filter(row -> row.sequences().isEmpty() && row.create() != Create.TYPE_3)
            .map(row -> row.tag())
            .collect(Collectors.toUnmodifiableSet());

    private PerformedStepAnswer() {}

    /** Answers with these attributes of the step, or with all if none are listed. */
    static DimseResponse of(PerformedStep step, List<Tag> attributes) {
        if (attributes.isEmpty()) {
            return DimseResponse.success().withDataSet(step.attributes());
        }
        DataSet known = step.attributes().toBuilder()
                .put(Tags.SOP_CLASS_UID, Uids.MODALITY_PERFORMED_PROCEDURE_STEP)
                .put(Tags.SOP_INSTANCE_UID, step.sopInstanceUid())
                .build();
        DataSet.Builder answer = DataSet.builder();
        Status status = Status.SUCCESS;
        for (Tag tag : attributes) {
            if (known.contains(tag)) {
                answer.copy(known, tag);
            } else if (SUPPORTED.contains(tag)) {
                answer.putEmpty(tag);
            } else if (!isAboutEncoding(tag)) {
                status = Status.OPTIONAL_ATTRIBUTES_NOT_SUPPORTED;
            }
        }
        return DimseResponse.of(status).withDataSet(answer.build());
    }

    /** These are put in, where they are needed, when the answer is encoded. */
    private static boolean isAboutEncoding(Tag tag) {
        return tag.equals(Tags.SPECIFIC_CHARACTER_SET) || tag.isGroupLength();
    }
}
