package io.github.swfsdk.dicom.internal.ul;

import io.github.swfsdk.dicom.internal.pdu.Pdu;
import io.github.swfsdk.dicom.internal.pdu.PduException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What plugs in below the upper layer: one connection that carries PDUs. Implementations are thread-safe. */
public interface Transport {

    /**
     * Waits for the next PDU. Reader thread only.
     *
     * @return empty when the peer has closed the connection
     * @throws PduException for bytes that the standard does not allow; no further PDU can be read then
     */
    Optional<Pdu> read() throws IOException, PduException;

    /** Keeps the bytes of the PDU that was read last until the lease is released. Reader thread only. */
    Lease retain();

    /** Reads and forgets what the peer still sends until it closes, ARTIM expires or it has sent too much. Reader thread only. */
    void drain() throws IOException;

    /** Sends whole PDUs with one write. Blocks, at most for the write deadline. */
    void write(ByteBuffer pdus) throws IOException;

    /** Sends a last PDU from another thread, or drops it when the connection cannot take it. Never blocks. */
    void writeLater(ByteBuffer pdu);

    /** Starts the ARTIM timer, again if it runs; its expiry is reported with {@link UpperLayer#artimExpired()}. */
    void startArtim();

    /** Stops the ARTIM timer. */
    void stopArtim();

    /**
     * Closes the connection after a conversation that has come to its end, and says so to what secures it. Reader thread only;
     * blocks, at most for the write deadline.
     */
    default void closeInOrder() {
        close();
    }

    /** Closes the connection at once; a thread that reads or writes fails with an {@code IOException}. Never blocks. */
    void close();
}
