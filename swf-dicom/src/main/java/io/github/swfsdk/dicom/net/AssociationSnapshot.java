package io.github.swfsdk.dicom.net;

import java.time.Duration;
import java.time.Instant;

/**
 * How one live association stands at this moment.
 *
 * @param association who it is with, and since when
 * @param state of the protocol machine, in words (PS3.8, 9.2)
 * @param operations requests of the peer that are being answered, and requests of ours that wait for their answers
 * @param bytesReceived since the connection was made
 * @param bytesSent since the connection was made
 */
public record AssociationSnapshot(
        AssociationInfo association, String state, int operations, long bytesReceived, long bytesSent) {
    /** How long the connection has been there. */
    public Duration age(Instant now) {
        return Duration.between(association.since(), now);
    }
}
