package io.github.swfsdk.dicom;

import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.dicom.internal.dimse.AssociationConnector;
import io.github.swfsdk.dicom.net.AeTitle;
import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.AssociationSnapshot;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.net.UserIdentity;
import io.github.swfsdk.dicom.service.DimseAssociation;
import io.github.swfsdk.dicom.service.DimseConnector;
import io.github.swfsdk.dicom.service.DimseMessage;
import io.github.swfsdk.dicom.service.DimseService;
import io.github.swfsdk.dicom.service.ProposedContext;
import io.github.swfsdk.dicom.service.Status;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens associations in the name of one application entity, for the clients in
 * {@link io.github.swfsdk.dicom.service}. Thread-safe; holds nothing while no association is open.
 */
public final class DicomClient implements DimseConnector {
    private final AssociationConnector connector;

    private DicomClient(Builder builder) {
        this.connector = new AssociationConnector(builder.callingAeTitle, builder.identity, builder.engine());
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
    public static final class Builder extends AssociatingBuilder<Builder> {
        private final String callingAeTitle;
        private Supplier<? extends @Nullable UserIdentity> identity = () -> null;

        private Builder(String callingAeTitle) {
            this.callingAeTitle = AeTitle.check(callingAeTitle);
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

        @Override
        Builder self() {
            return this;
        }

        /** Returns the client. */
        public DicomClient build() {
            return new DicomClient(this);
        }
    }
}
