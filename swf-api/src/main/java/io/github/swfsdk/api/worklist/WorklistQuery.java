package io.github.swfsdk.api.worklist;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.DateRange;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.TimeRange;
import java.util.Objects;
import java.util.Optional;

/**
 * A worklist query as a provider sees it, to narrow the search by whatever it has indexed. The exact match is made behind
 * {@link WorklistSink}.
 *
 * @param identifier the matching and return keys (PS3.4, K.4.1.1.3): as the peer sent them, or as {@link WorklistMatcher#query()}
 *     lets a provider see them
 * @param callingAeTitle AE title of the asking peer
 */
public record WorklistQuery(DataSet identifier, String callingAeTitle) {
    /** Checks that nothing is null. */
    public WorklistQuery {
        Objects.requireNonNull(identifier, "identifier");
        Objects.requireNonNull(callingAeTitle, "callingAeTitle");
    }

    /** (0040,0001) Scheduled Station AE Title, if the query names one. */
    public Optional<String> stationAeTitle() {
        return stepKeys().string(Tags.SCHEDULED_STATION_AE_TITLE);
    }

    /** (0008,0060) Modality, if the query names one. */
    public Optional<String> modality() {
        return stepKeys().string(Tags.MODALITY);
    }

    /** (0040,0002) the days asked for; {@link DateRange#ALWAYS} if the query does not say. */
    public DateRange startDates() {
        return DateRange.parse(stepKeys().text(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE));
    }

    /** (0040,0003) the times asked for; together with several days they are one span over midnight (PS3.4, K.2.2.1.2). */
    public TimeRange startTimes() {
        return TimeRange.parse(stepKeys().text(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME));
    }

    /** (0010,0020) Patient ID, if the query names one. */
    public Optional<String> patientId() {
        return identifier.string(Tags.PATIENT_ID);
    }

    /** (0008,0050) Accession Number, if the query names one without wildcards. */
    public Optional<String> accessionNumber() {
        return withoutWildcards(Tags.ACCESSION_NUMBER);
    }

    /** (0040,1001) Requested Procedure ID, if the query names one without wildcards. */
    public Optional<String> requestedProcedureId() {
        return withoutWildcards(Tags.REQUESTED_PROCEDURE_ID);
    }

    /** The keys inside (0040,0100); empty if the query has none. */
    public DataSet stepKeys() {
        return identifier.item(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE).orElse(DataSet.empty());
    }

    private Optional<String> withoutWildcards(Tag tag) {
        return identifier.string(tag).filter(key -> key.indexOf('*') < 0 && key.indexOf('?') < 0);
    }
}
