package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.dicom.io.DicomFormatException;
import io.github.swfsdk.dicom.io.LeniencyListener;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One request as a service sees it. For the handling thread only, until the service has answered. */
public interface DimseRequest {
    /** What is asked. */
    DimseOperation operation();

    /** (0000,0110) Message ID. */
    int messageId();

    /** Affected or Requested SOP Class UID. */
    Uid sopClassUid();

    /** Affected or Requested SOP Instance UID; empty if the peer leaves the choice to the service. */
    Optional<Uid> sopInstanceUid();

    /** (0000,1008) of N-ACTION or (0000,1002) of N-EVENT-REPORT. */
    OptionalInt typeId();

    /** (0000,1005) of N-GET: the attributes asked for; none means all. */
    List<Tag> attributeIdentifiers();

    /** AE title of the peer. */
    String callingAeTitle();

    /** AE title that the peer called. */
    String calledAeTitle();

    /** Names the association and message, for logs and causes. */
    String reference();

    /**
     * What an audit needs to find the association and message again, also after a restart of this process:
     * {@link #reference()}, the peer's address and when the connection was made, separated by spaces. No patient data.
     */
    String origin();

    /** How the data set of this request is encoded. */
    Uid transferSyntaxUid();

    /** Whether a data set follows the command. */
    boolean hasDataSet();

    /**
     * The data set, decoded; an empty one if none follows.
     *
     * @throws DicomFormatException if it is malformed or exceeds the limit for data sets in memory
     * @throws IllegalStateException if {@link #content()} was taken
     */
    DataSet dataSet();

    /**
     * The bytes of the data set as they arrive. Reading blocks at most for the read deadline; the end of the stream is the
     * end of the data set, and a broken association is an {@link java.io.IOException}. May be taken once.
     */
    InputStream content();

    /**
     * Who is to hear of leniencies that a service needs to read the {@link #content()} by itself; {@link #dataSet()} tells them
     * already. By default nobody.
     */
    default LeniencyListener leniencies() {
        return (leniency, offset, path) -> {};
    }

    /** The association, to send requests to the same peer later. */
    DimseAssociation association();
}
