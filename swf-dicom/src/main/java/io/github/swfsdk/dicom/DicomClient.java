package io.github.swfsdk.dicom;

import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.dicom.internal.dimse.AssociationConnector;
import io.github.swfsdk.dicom.internal.dimse.DataSetCoder;
import io.github.swfsdk.dicom.internal.dimse.Engine;
import io.github.swfsdk.dicom.io.ReadOptions;
import io.github.swfsdk.dicom.io.WriteOptions;
import io.github.swfsdk.dicom.net.AeTitle;
import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.AssociationListener;
import io.github.swfsdk.dicom.net.AssociationOptions;
import io.github.swfsdk.dicom.net.AssociationSnapshot;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.net.TlsOptions;
import io.github.swfsdk.dicom.net.UserIdentity;
import io.github.swfsdk.dicom.service.DimseAssociation;
import io.github.swfsdk.dicom.service.DimseConnector;
import io.github.swfsdk.dicom.service.DimseMessage;
import io.github.swfsdk.dicom.service.DimseService;
import io.github.swfsdk.dicom.service.ProposedContext;
import io.github.swfsdk.dicom.service.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens associations in the name of one application entity, for the clients in
 * {@link io.github.swfsdk.dicom.service}. Thread-safe; holds nothing while no association is open.
 */
public final class DicomClient implements DimseConnector {
    private final AssociationConnector connector;

    private DicomClient(Builder builder) {
        this.connector = new AssociationConnector(
                builder.callingAeTitle,
                builder.identity,
                new Engine(
                        builder.options,
                        Optional.ofNullable(builder.tls),
                        new DataSetCoder(builder.reading, builder.writing),
                        builder.listeners));
    }

    /** Returns a client with the default options. */
    public static DicomClient of(String callingAeTitle) {
        return builder(callingAeTitle).build();
    }

    /**
     * Starts describing a client.
     *
     * @param callingAeTitle 1 to 16 characters
     */
    public static Builder builder(String callingAeTitle) {
        return new Builder(callingAeTitle);
    }

    /** How the live associations stand, at this moment. */
    public List<AssociationSnapshot> associations() {
        return connector.associations();
    }

    @Override
    public DimseAssociation open(RemoteAe peer, List<ProposedContext> contexts, List<DimseService> hosted) {
        return connector.open(peer, contexts, hosted);
    }

    /**
     * Asks a peer whether it is there (C-ECHO).
     *
     * @return its answer, whatever it says
     * @throws AssociationException if there was none
     */
    public Status echo(RemoteAe peer) {
        ProposedContext context = ProposedContext.of(Uids.VERIFICATION, List.of(Uids.IMPLICIT_VR_LITTLE_ENDIAN));
        try (DimseAssociation association = open(peer, List.of(context))) {
            return association.send(DimseMessage.echo(Uids.VERIFICATION)).status();
        }
    }

    /** Describes a client. Not thread-safe. */
    public static final class Builder {
        private final String callingAeTitle;
        private final List<AssociationListener> listeners = new ArrayList<>();
        private AssociationOptions options = AssociationOptions.defaults();
        private @Nullable TlsOptions tls;
        private ReadOptions reading = ReadOptions.forMessages();
        private WriteOptions writing = WriteOptions.defaults();
        private Supplier<? extends @Nullable UserIdentity> identity = () -> null;

        private Builder(String callingAeTitle) {
            this.callingAeTitle = AeTitle.check(callingAeTitle);
        }

        /** Limits and deadlines. */
        public Builder options(AssociationOptions next) {
            this.options = Objects.requireNonNull(next, "next");
            return this;
        }

        /**
         * How data sets of messages are read that the engine decodes: limits, leniencies, and who hears of them;
         * {@link ReadOptions#forMessages()} by default. What is stored is read by its service
         * ({@link io.github.swfsdk.dicom.service.StorageService#withOptions}).
         */
        public Builder reading(ReadOptions next) {
            this.reading = Objects.requireNonNull(next, "next");
            return this;
        }

        /** How data sets of messages are written: character set, and who hears of characters that were replaced. */
        public Builder writing(WriteOptions next) {
            this.writing = Objects.requireNonNull(next, "next");
            return this;
        }

        /** Speaks TLS with every peer; plain by default. */
        public Builder tls(TlsOptions secured) {
            this.tls = Objects.requireNonNull(secured, "secured");
            return this;
        }

        /**
         * Says who the user is on each association (PS3.7, D.3.3.7); nothing by default. Use TLS: passcodes and tokens travel as they
         * are.
         *
         * @param current asked for each association, as tickets and tokens expire; may block
         */
        public Builder identity(Supplier<UserIdentity> current) {
            this.identity = Objects.requireNonNull(current, "current");
            return this;
        }

        /** Adds one that hears of each association and operation. */
        public Builder listener(AssociationListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /** Returns the client. */
        public DicomClient build() {
            return new DicomClient(this);
        }
    }
}
