package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.worklist.WorklistAttribute;
import io.github.swfsdk.api.worklist.WorklistAttributes;
import io.github.swfsdk.api.worklist.WorklistQuery;
import java.util.List;

/**
 * What a remote worklist is asked instead of the query itself: everything that table K.6-1 names, so that one answer serves
 * each way to ask, narrowed only by keys that all implementations match alike. Names are left out, as their matching is
 * everybody's own, and so are times and wildcards.
 */
final class RemoteKeys {
    private static final List<Tag> MATCHED =
            List.of(Tags.PATIENT_ID, Tags.ACCESSION_NUMBER, Tags.REQUESTED_PROCEDURE_ID, Tags.STUDY_INSTANCE_UID);
    private static final List<Tag> MATCHED_IN_STEP =
            List.of(Tags.SCHEDULED_STATION_AE_TITLE, Tags.MODALITY, Tags.SCHEDULED_PROCEDURE_STEP_START_DATE);

    /** Never of zero length in a request (PS3.4, K.4.1.1.3.1); the answer has them where its values need them. */
    private static final List<Tag> NEVER_EMPTY = List.of(Tags.SPECIFIC_CHARACTER_SET, Tags.TIMEZONE_OFFSET_FROM_UTC);

    private RemoteKeys() {}

    static DataSet of(WorklistQuery query) {
        DataSet.Builder step = all(List.of(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE));
        narrow(step, query.stepKeys(), MATCHED_IN_STEP);
        addAbsent(step, query.stepKeys());
        DataSet.Builder keys = all(List.of());
        narrow(keys, query.identifier(), MATCHED);
        addAbsent(keys, query.identifier());
        return keys.put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, step.build()).build();
    }

    private static DataSet.Builder all(List<Tag> sequences) {
        DataSet.Builder keys = DataSet.builder();
        WorklistAttributes.all().stream()
                .filter(row -> row.sequences().equals(sequences))
                .map(WorklistAttribute::tag)
                .filter(tag -> !NEVER_EMPTY.contains(tag))
                .forEach(keys::putEmpty);
        return keys;
    }

    private static void narrow(DataSet.Builder keys, DataSet asked, List<Tag> tags) {
        for (Tag tag : tags) {
            List<String> values = asked.strings(tag);
            if (values.size() == 1 && isPlain(values.get(0))) {
                keys.put(tag, values.get(0));
            }
        }
    }

    private static boolean isPlain(String value) {
        return !value.isEmpty() && value.chars().allMatch(c -> c >= 0x20 && c < 0x7F && c != '*' && c != '?');
    }

    /** Return keys beyond the table, private ones with their creators. */
    private static void addAbsent(DataSet.Builder keys, DataSet asked) {
        DataSet so = keys.build();
        asked.elements().stream()
                .filter(element -> !so.contains(element.tag()) && element.tag().group() >= 0x0008)
                .filter(element -> !NEVER_EMPTY.contains(element.tag())
                        && !element.tag().equals(Tags.QUERY_RETRIEVE_LEVEL)
                        && !element.tag().isGroupLength())
                .forEach(element -> {
                    if (element.tag().isPrivate()) {
                        keys.put(element.tag().isPrivateCreator() ? element : emptied(element));
                    } else {
                        keys.putEmpty(element.tag());
                    }
                });
    }

    private static Element emptied(Element element) {
        return Element.empty(element.tag(), element.vr());
    }
}
