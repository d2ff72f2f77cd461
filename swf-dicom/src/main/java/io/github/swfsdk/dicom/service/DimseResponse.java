package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Uid;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A response, sent or received (PS3.7, 9.3 and 10.3).
 *
 * @param status (0000,0900)
 * @param dataSet the identifier, attribute list, event reply or action reply
 * @param sopInstanceUid (0000,1000), needed when the provider chose it
 * @param errorComment (0000,0902), without patient data; empty if there is none
 * @param errorId (0000,0903)
 * @param offendingElements (0000,0901)
 * @param attributeIdentifiers (0000,1005)
 */
public record DimseResponse(
        Status status,
        Optional<DataSet> dataSet,
        Optional<Uid> sopInstanceUid,
        String errorComment,
        OptionalInt errorId,
        List<Tag> offendingElements,
        List<Tag> attributeIdentifiers) {
    /** Copies the lists. */
    public DimseResponse {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(dataSet, "dataSet");
        Objects.requireNonNull(sopInstanceUid, "sopInstanceUid");
        Objects.requireNonNull(errorComment, "errorComment");
        Objects.requireNonNull(errorId, "errorId");
        offendingElements = List.copyOf(offendingElements);
        attributeIdentifiers = List.copyOf(attributeIdentifiers);
    }

    /** Returns a response of a status alone. */
    public static DimseResponse of(Status status) {
        return new DimseResponse(
                status, Optional.empty(), Optional.empty(), "", OptionalInt.empty(), List.of(), List.of());
    }

    /** Returns a response with a line of explanation; more than 64 characters are cut off where it is sent. */
    public static DimseResponse of(Status status, String errorComment) {
        return of(status).withErrorComment(errorComment);
    }

    /** Returns success. */
    public static DimseResponse success() {
        return of(Status.SUCCESS);
    }

    /** Returns a copy with a data set. */
    public DimseResponse withDataSet(DataSet next) {
        return new DimseResponse(
                status,
                Optional.of(next),
                sopInstanceUid,
                errorComment,
                errorId,
                offendingElements,
                attributeIdentifiers);
    }

    /** Returns a copy with the instance that the provider chose. */
    public DimseResponse withSopInstanceUid(Uid next) {
        return new DimseResponse(
                status, dataSet, Optional.of(next), errorComment, errorId, offendingElements, attributeIdentifiers);
    }

    /** Returns a copy with a line of explanation. */
    public DimseResponse withErrorComment(String next) {
        return new DimseResponse(
                status, dataSet, sopInstanceUid, next, errorId, offendingElements, attributeIdentifiers);
    }

    /** Returns a copy with an error ID. */
    public DimseResponse withErrorId(int next) {
        return new DimseResponse(
                status,
                dataSet,
                sopInstanceUid,
                errorComment,
                OptionalInt.of(next),
                offendingElements,
                attributeIdentifiers);
    }

    /** Returns a copy with the elements that caused the failure. */
    public DimseResponse withOffendingElements(List<Tag> next) {
        return new DimseResponse(status, dataSet, sopInstanceUid, errorComment, errorId, next, attributeIdentifiers);
    }

    /** Returns a copy with the attributes that the status is about. */
    public DimseResponse withAttributeIdentifiers(List<Tag> next) {
        return new DimseResponse(status, dataSet, sopInstanceUid, errorComment, errorId, offendingElements, next);
    }
}
