package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.RemoteAe;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Storage as user (PS3.4, Annex B; RAD-8, RAD-18). Thread-safe; blocks. */
public final class StorageClient {
    private static final List<Uid> PLAIN = List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN, Uids.IMPLICIT_VR_LITTLE_ENDIAN);
    private static final int MAX_CONTEXTS = 128;

    private final DimseConnector connector;
    private final RemoteAe archive;

    private StorageClient(DimseConnector connector, RemoteAe archive) {
        this.connector = Objects.requireNonNull(connector, "connector");
        this.archive = Objects.requireNonNull(archive, "archive");
    }

    /** Returns a client of one archive. */
    public static StorageClient of(DimseConnector connector, RemoteAe archive) {
        return new StorageClient(connector, archive);
    }

    /**
     * What is going to be sent.
     *
     * @param sopClassUid the class of the instances
     * @param transferSyntaxUid how they are encoded
     */
    public record Offer(Uid sopClassUid, Uid transferSyntaxUid) {
        /** Checks that nothing is null. */
        public Offer {
            Objects.requireNonNull(sopClassUid, "sopClassUid");
            Objects.requireNonNull(transferSyntaxUid, "transferSyntaxUid");
        }
    }

    /**
     * Opens an association for instances of these kinds. Each transfer syntax is proposed in a context of its own, so that
     * the peer cannot choose one in which a stored encoding would have to be changed.
     *
     * @throws IllegalArgumentException if the offers need more than the 128 contexts that one association has
     * @throws AssociationException if the archive cannot be reached or rejects
     */
    public Session open(Collection<Offer> offers) {
        Map<Uid, Set<Uid>> syntaxes = new LinkedHashMap<>();
        for (Offer offer : offers) {
            syntaxes.computeIfAbsent(offer.sopClassUid(), uid -> new LinkedHashSet<>())
                    .add(offer.transferSyntaxUid());
        }
        int contexts = syntaxes.values().stream().mapToInt(Set::size).sum();
        if (contexts == 0 || contexts > MAX_CONTEXTS) {
            throw new IllegalArgumentException("offers must need 1 to 128 presentation contexts, but need " + contexts);
        }
        List<ProposedContext> proposed = new ArrayList<>();
        syntaxes.forEach((sopClass, uids) ->
                proposed.add(new ProposedContext(sopClass, List.copyOf(uids), true, ProposedContext.Role.USER)));
        return new Session(connector.open(archive, proposed));
    }

    /** Opens an association for instances of one class that are held decoded. */
    public Session open(Uid sopClassUid) {
        return open(PLAIN.stream().map(uid -> new Offer(sopClassUid, uid)).toList());
    }

    /** Stores instances over one association. Thread-safe. */
    public static final class Session implements AutoCloseable {
        private final DimseAssociation association;

        private Session(DimseAssociation association) {
            this.association = association;
        }

        /** Whether instances can still be sent. */
        public boolean isOpen() {
            return association.isOpen();
        }

        /** Whether the archive accepts instances of this kind. */
        public boolean accepts(Offer offer) {
            return association.transferSyntaxes(offer.sopClassUid()).contains(offer.transferSyntaxUid());
        }

        /**
         * Sends an instance byte for byte as it is encoded.
         *
         * @param instance its class and identity
         * @param transferSyntaxUid how it is encoded
         * @param dataSet its data set, without file meta information; read to the end, not closed
         * @return the archive's answer; {@link Status#isDone()} tells whether it keeps the instance
         * @throws AssociationException if the kind was not accepted, the association breaks or a deadline passes
         */
        public DimseResponse store(InstanceReference instance, Uid transferSyntaxUid, InputStream dataSet) {
            return send(instance, new DimseMessage.Encoded(transferSyntaxUid, dataSet));
        }

        /**
         * Sends an instance that is held decoded, in a transfer syntax that the archive accepted.
         *
         * @return the archive's answer; {@link Status#isDone()} tells whether it keeps the instance
         * @throws AssociationException if the class was not accepted, the association breaks or a deadline passes
         */
        public DimseResponse store(InstanceReference instance, DataSet dataSet) {
            return send(instance, new DimseMessage.Values(dataSet));
        }

        @Override
        public void close() {
            association.close();
        }

        private DimseResponse send(InstanceReference instance, DimseMessage.Body body) {
            return association.send(DimseMessage.store(instance.sopClassUid(), instance.sopInstanceUid(), body));
        }
    }
}
