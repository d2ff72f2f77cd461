package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Uid;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request to be sent. The message ID is given when it is sent.
 *
 * @param operation what is asked
 * @param sopClassUid on which SOP class; also the abstract syntax of the presentation context that is used
 * @param sopInstanceUid on which instance; empty where the operation has none
 * @param typeId action or event type
 * @param attributeIdentifiers attributes asked for by N-GET
 * @param body the data set
 */
public record DimseMessage(
        DimseOperation operation,
        Uid sopClassUid,
        Optional<Uid> sopInstanceUid,
        OptionalInt typeId,
        List<Tag> attributeIdentifiers,
        Body body) {
    /** What follows the command. */
    public sealed interface Body permits None, Values, Encoded {}

    /** No data set. */
    public record None() implements Body {}

    /**
     * A data set, encoded in the transfer syntax that was agreed on.
     *
     * @param dataSet the values
     */
    public record Values(DataSet dataSet) implements Body {}

    /**
     * A data set that is encoded already, sent as it is.
     *
     * @param transferSyntaxUid how it is encoded; a context with this transfer syntax is used
     * @param bytes the bytes, read once to the end while sending; the caller closes it
     */
    public record Encoded(Uid transferSyntaxUid, InputStream bytes) implements Body {}

    /** Copies the list. */
    public DimseMessage {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(sopClassUid, "sopClassUid");
        Objects.requireNonNull(sopInstanceUid, "sopInstanceUid");
        Objects.requireNonNull(typeId, "typeId");
        attributeIdentifiers = List.copyOf(attributeIdentifiers);
        Objects.requireNonNull(body, "body");
    }

    /** Returns a C-ECHO. */
    public static DimseMessage echo(Uid sopClassUid) {
        return plain(DimseOperation.C_ECHO, sopClassUid, Optional.empty(), new None());
    }

    /** Returns a C-FIND. */
    public static DimseMessage find(Uid sopClassUid, DataSet identifier) {
        return plain(DimseOperation.C_FIND, sopClassUid, Optional.empty(), new Values(identifier));
    }

    /** Returns a C-STORE. */
    public static DimseMessage store(Uid sopClassUid, Uid sopInstanceUid, Body body) {
        return plain(DimseOperation.C_STORE, sopClassUid, Optional.of(sopInstanceUid), body);
    }

    /** Returns an N-CREATE. */
    public static DimseMessage create(Uid sopClassUid, Uid sopInstanceUid, DataSet attributes) {
        return plain(DimseOperation.N_CREATE, sopClassUid, Optional.of(sopInstanceUid), new Values(attributes));
    }

    /** Returns an N-SET. */
    public static DimseMessage set(Uid sopClassUid, Uid sopInstanceUid, DataSet modifications) {
        return plain(DimseOperation.N_SET, sopClassUid, Optional.of(sopInstanceUid), new Values(modifications));
    }

    /**
     * Returns an N-GET.
     *
     * @param attributes the top-level attributes that are wanted; none asks for all
     */
    public static DimseMessage get(Uid sopClassUid, Uid sopInstanceUid, List<Tag> attributes) {
        return new DimseMessage(
                DimseOperation.N_GET,
                sopClassUid,
                Optional.of(sopInstanceUid),
                OptionalInt.empty(),
                attributes,
                new None());
    }

    /** Returns an N-ACTION. */
    public static DimseMessage action(Uid sopClassUid, Uid sopInstanceUid, int actionType, DataSet information) {
        return new DimseMessage(
                DimseOperation.N_ACTION,
                sopClassUid,
                Optional.of(sopInstanceUid),
                OptionalInt.of(actionType),
                List.of(),
                new Values(information));
    }

    /** Returns an N-EVENT-REPORT. */
    public static DimseMessage event(Uid sopClassUid, Uid sopInstanceUid, int eventType, DataSet information) {
        return new DimseMessage(
                DimseOperation.N_EVENT_REPORT,
                sopClassUid,
                Optional.of(sopInstanceUid),
                OptionalInt.of(eventType),
                List.of(),
                new Values(information));
    }

    /** Returns an N-EVENT-REPORT that has no information beside its type. */
    public static DimseMessage event(Uid sopClassUid, Uid sopInstanceUid, int eventType) {
        return new DimseMessage(
                DimseOperation.N_EVENT_REPORT,
                sopClassUid,
                Optional.of(sopInstanceUid),
                OptionalInt.of(eventType),
                List.of(),
                new None());
    }

    private static DimseMessage plain(DimseOperation operation, Uid sopClass, Optional<Uid> instance, Body body) {
        return new DimseMessage(operation, sopClass, instance, OptionalInt.empty(), List.of(), body);
    }
}
