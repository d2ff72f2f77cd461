package io.github.swfsdk.dicom.internal.dimse;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.dicom.internal.pdu.AeTitles;
import io.github.swfsdk.dicom.internal.pdu.AssociateRequest;
import io.github.swfsdk.dicom.internal.pdu.AsyncWindow;
import io.github.swfsdk.dicom.internal.pdu.CommonExtendedNegotiation;
import io.github.swfsdk.dicom.internal.pdu.ExtendedNegotiation;
import io.github.swfsdk.dicom.internal.pdu.RequestedContext;
import io.github.swfsdk.dicom.internal.pdu.RoleSelection;
import io.github.swfsdk.dicom.internal.pdu.UserInformation;
import io.github.swfsdk.dicom.net.AeTitle;
import io.github.swfsdk.dicom.net.AssociationSnapshot;
import io.github.swfsdk.dicom.net.PeerUnreachableException;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.net.UserIdentity;
import io.github.swfsdk.dicom.service.ApplicationInformation;
import io.github.swfsdk.dicom.service.DimseAssociation;
import io.github.swfsdk.dicom.service.DimseConnector;
import io.github.swfsdk.dicom.service.DimseService;
import io.github.swfsdk.dicom.service.Generalization;
import io.github.swfsdk.dicom.service.ProposedContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens associations in the name of one application entity. Thread-safe; holds nothing while no association is open. */
public final class AssociationConnector implements DimseConnector {
    private static final int MAX_CONTEXTS = 128;

    private final String localAeTitle;
    private final Supplier<? extends @Nullable UserIdentity> identities;
    private final Engine engine;
    private final Set<Association> live = ConcurrentHashMap.newKeySet();

    /**
     * Creates a connector.
     *
     * @param localAeTitle the calling AE title
     * @param identities asked for each association: who our user is; null for nobody
     * @param engine of this connector alone
     */
    public AssociationConnector(
            String localAeTitle, Supplier<? extends @Nullable UserIdentity> identities, Engine engine) {
        this.localAeTitle = AeTitle.check(localAeTitle);
        this.identities = identities;
        this.engine = engine;
    }

    @Override
    public DimseAssociation open(RemoteAe peer, List<ProposedContext> contexts, List<DimseService> hosted) {
        AssociateRequest request = request(peer, contexts);
        RequestedAssociation association = connect(peer, request, new HostedServices(hosted));
        association.open();
        return association;
    }

    /** How the live associations stand. */
    public List<AssociationSnapshot> associations() {
        return live.stream().map(Association::snapshot).toList();
    }

    private RequestedAssociation connect(RemoteAe peer, AssociateRequest request, HostedServices hosted) {
        try {
            SocketChannel channel = connect(peer);
            try {
                return new RequestedAssociation(channel, engine, hosted, peer, request, live);
            } catch (IOException e) {
                throw closed(channel, e);
            }
        } catch (IOException e) {
            throw new PeerUnreachableException(peer.toString(), e);
        }
    }

    private SocketChannel connect(RemoteAe peer) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            int millis = (int) Math.min(engine.options().connect().toMillis(), Integer.MAX_VALUE);
            channel.socket().connect(new InetSocketAddress(peer.host(), peer.port()), Math.max(1, millis));
            return channel;
        } catch (IOException e) {
            throw closed(channel, e);
        }
    }

    private static IOException closed(SocketChannel channel, IOException failure) {
        try {
            channel.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    private AssociateRequest request(RemoteAe peer, List<ProposedContext> contexts) {
        List<RequestedContext> proposed = number(contexts);
        UserInformation.Builder information =
                Negotiation.describe(engine.options().maxPduLength());
        if (engine.options().maxOperationsInvoked() > 1) {
            information.asyncWindow(new AsyncWindow(
                    engine.options().maxOperationsInvoked(), engine.options().maxOperationsPerformed()));
        }
        roles(contexts).values().forEach(information::role);
        extended(contexts)
                .forEach((uid, said) ->
                        information.extended(new ExtendedNegotiation(uid.value(), ByteBuffer.wrap(said.bytes()))));
        generalizations(contexts)
                .forEach((uid, general) -> information.commonExtended(new CommonExtendedNegotiation(
                        uid.value(),
                        general.serviceClass().value(),
                        general.relatedGeneral().stream().map(Uid::value).toList())));
        UserIdentity identity = identities.get();
        if (identity != null) {
            information.userIdentity(UserIdentities.toItem(identity));
        }
        return new AssociateRequest(AeTitles.of(peer.aeTitle(), localAeTitle), proposed, information.build());
    }

    /** Odd numbers in the order of proposal. */
    private static List<RequestedContext> number(List<ProposedContext> contexts) {
        List<RequestedContext> proposed = new ArrayList<>();
        for (ProposedContext context : contexts) {
            List<String> syntaxes =
                    context.transferSyntaxes().stream().map(Uid::value).toList();
            List<List<String>> groups =
                    context.separately() ? syntaxes.stream().map(List::of).toList() : List.of(syntaxes);
            for (List<String> group : groups) {
                proposed.add(new RequestedContext(
                        2 * proposed.size() + 1, context.abstractSyntax().value(), group));
            }
        }
        if (proposed.isEmpty() || proposed.size() > MAX_CONTEXTS) {
            throw new IllegalArgumentException(
                    "an association has 1 to 128 presentation contexts, but " + proposed.size() + " are proposed");
        }
        return proposed;
    }

    private static Map<Uid, ApplicationInformation> extended(List<ProposedContext> contexts) {
        Map<Uid, ApplicationInformation> extended = new LinkedHashMap<>();
        contexts.forEach(context -> context.extended().ifPresent(said -> extended.put(context.abstractSyntax(), said)));
        return extended;
    }

    private static Map<Uid, Generalization> generalizations(List<ProposedContext> contexts) {
        Map<Uid, Generalization> generalizations = new LinkedHashMap<>();
        contexts.forEach(context ->
                context.generalization().ifPresent(said -> generalizations.put(context.abstractSyntax(), said)));
        return generalizations;
    }

    /** One role selection per SOP class, and only where it differs from the default (PS3.7, D.3.3.4). */
    private static Map<Uid, RoleSelection> roles(List<ProposedContext> contexts) {
        Map<Uid, RoleSelection> roles = new LinkedHashMap<>();
        for (ProposedContext context : contexts) {
            if (context.role() != ProposedContext.Role.USER) {
                boolean scu = context.role() == ProposedContext.Role.BOTH;
                roles.put(
                        context.abstractSyntax(),
                        new RoleSelection(context.abstractSyntax().value(), scu, true));
            }
        }
        return roles;
    }
}
