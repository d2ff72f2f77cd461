package io.github.swfsdk.dicom.internal.dimse;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.dicom.internal.pdu.AbortReason;
import io.github.swfsdk.dicom.internal.pdu.AnsweredContext;
import io.github.swfsdk.dicom.internal.pdu.AssociateAccept;
import io.github.swfsdk.dicom.internal.pdu.AssociateReject;
import io.github.swfsdk.dicom.internal.pdu.AssociateRequest;
import io.github.swfsdk.dicom.internal.pdu.AsyncWindow;
import io.github.swfsdk.dicom.internal.pdu.ExtendedNegotiation;
import io.github.swfsdk.dicom.internal.pdu.PduException;
import io.github.swfsdk.dicom.internal.pdu.RequestedContext;
import io.github.swfsdk.dicom.internal.pdu.RoleSelection;
import io.github.swfsdk.dicom.internal.pdu.UserInformation;
import io.github.swfsdk.dicom.internal.transport.TlsLayer;
import io.github.swfsdk.dicom.net.AeTitle;
import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.AssociationInfo;
import io.github.swfsdk.dicom.net.AssociationRejectedException;
import io.github.swfsdk.dicom.net.Leniency;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.ApplicationInformation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An association that we ask for. */
final class RequestedAssociation extends Association {
    private final RemoteAe peer;
    private final AssociateRequest request;
    private final Set<Association> live;
    private final CompletableFuture<AssociationInfo> opened = new CompletableFuture<>();
    private volatile boolean rejected;
    private volatile Optional<byte[]> identityResponse = Optional.empty();

    /** @param live where it is found as long as its connection is there */
    RequestedAssociation(
            SocketChannel channel,
            Engine engine,
            HostedServices services,
            RemoteAe peer,
            AssociateRequest request,
            Set<Association> live)
            throws IOException {
        super(
                true,
                channel,
                engine.tls()
                        .map(options -> TlsLayer.connecting(options, peer.host()))
                        .orElse(null),
                engine,
                services);
        this.peer = peer;
        this.request = request;
        this.live = live;
        describe(info().toBuilder()
                .titles(request.titles().calling(), request.titles().called())
                .build());
    }

    /** Sends the request and waits for the answer. */
    void open() {
        live.add(this);
        try {
            secure();
        } catch (AssociationException e) {
            end(e);
            closeConnection();
            throw e;
        } catch (RuntimeException e) { // of the supplier of credentials
            closeConnection();
            throw e;
        }
        try {
            upperLayer().request(request);
        } catch (IOException e) {
            throw writeFailed(e);
        } finally {
            start(); // also after a failure: the reader closes what is open
        }
        Duration limit = engine().options().associate();
        try {
            opened.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw timedOut("associate", limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abort();
            throw new AssociationException("interrupted while calling " + peer, e);
        } catch (ExecutionException e) {
            throw (AssociationException) e.getCause();
        }
    }

    @Override
    public void associateAccepted(AssociateAccept accept) throws PduException {
        UserInformation information = accept.userInformation();
        AgreedContexts contexts = agreed(accept);
        describe(info().toBuilder()
                .implementation(
                        information.implementationClass(), AeTitle.printable(information.implementationVersion()))
                .contexts(contexts.describe())
                .build());
        agreeExtended(extended(information));
        identityResponse = information.userIdentityAnswer().map(answer -> bytes(answer.serverResponse()));
        agree(contexts, services(), information.maxLength(), window(information));
        engine().tell(listener -> listener.accepted(info()));
        tellLeniencies();
        opened.complete(info());
    }

    /** Only what we asked about: the rest has no meaning. */
    private Map<Uid, ApplicationInformation> extended(UserInformation information) {
        Set<String> asked = request.userInformation().extended().stream()
                .map(ExtendedNegotiation::sopClass)
                .collect(Collectors.toSet());
        Map<Uid, ApplicationInformation> answered = new HashMap<>();
        for (ExtendedNegotiation item : information.extended()) {
            if (asked.contains(item.sopClass())) {
                answered.put(Uid.of(item.sopClass()), ApplicationInformation.of(bytes(item.information())));
            }
        }
        return answered;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Override
    public Optional<byte[]> identityResponse() {
        return identityResponse.map(byte[]::clone);
    }

    /** What we asked for, lowered by the answer; without an answer, one operation each way (PS3.7, D.3.3.3). */
    private AsyncWindow window(UserInformation information) {
        Optional<AsyncWindow> asked = request.userInformation().asyncWindow();
        Optional<AsyncWindow> answered = information.asyncWindow();
        if (asked.isEmpty() || answered.isEmpty()) {
            return AsyncWindow.SYNCHRONOUS;
        }
        return new AsyncWindow(
                lower(asked.get().maxInvoked(), answered.get().maxInvoked()),
                lower(asked.get().maxPerformed(), answered.get().maxPerformed()));
    }

    private static int lower(int asked, int answered) {
        return answered == 0 ? asked : Math.min(asked, answered);
    }

    private AgreedContexts agreed(AssociateAccept accept) throws PduException {
        List<AgreedContext> agreed = new ArrayList<>();
        for (AnsweredContext answer : accept.contexts()) {
            if (answer.accepted()) {
                RequestedContext proposed = proposed(answer);
                RoleSelection roles = roles(proposed.abstractSyntax(), accept.userInformation());
                agreed.add(new AgreedContext(
                        answer.id(),
                        Uid.of(proposed.abstractSyntax()),
                        Uid.of(answer.transferSyntax()),
                        roles.scu(),
                        roles.scp()));
            }
        }
        return new AgreedContexts(agreed);
    }

    private RequestedContext proposed(AnsweredContext answer) throws PduException {
        for (RequestedContext context : request.contexts()) {
            if (context.id() == answer.id()) {
                if (!context.transferSyntaxes().contains(answer.transferSyntax())) {
                    throw invalid("context " + answer.id() + " is accepted with a transfer syntax not proposed");
                }
                return context;
            }
        }
        throw invalid("context " + answer.id() + " is accepted but was not proposed");
    }

    /**
     * The roles that we have. A peer that accepts a context and forgets to answer the role selection is taken at its
     * acceptance: many archives do so, and would get no event report otherwise.
     */
    private RoleSelection roles(String sopClass, UserInformation answer) throws PduException {
        Optional<RoleSelection> asked = find(request.userInformation(), sopClass);
        if (asked.isEmpty()) {
            return new RoleSelection(sopClass, true, false);
        }
        Optional<RoleSelection> answered = find(answer, sopClass);
        if (answered.isEmpty()) {
            return forgiven(asked.get());
        }
        return new RoleSelection(
                sopClass,
                asked.get().scu() && answered.get().scu(),
                asked.get().scp() && answered.get().scp());
    }

    private RoleSelection forgiven(RoleSelection asked) throws PduException {
        if (!engine().options().leniencies().contains(Leniency.MISSING_ROLE_SELECTION)) {
            return new RoleSelection(asked.sopClass(), true, false);
        }
        use(Leniency.MISSING_ROLE_SELECTION);
        return asked;
    }

    private static Optional<RoleSelection> find(UserInformation information, String sopClass) {
        return information.roles().stream()
                .filter(role -> role.sopClass().equals(sopClass))
                .findFirst();
    }

    private static PduException invalid(String message) {
        return new PduException(AbortReason.INVALID_PARAMETER_VALUE, message);
    }

    @Override
    public void associateRejected(AssociateReject reject) {
        rejected = true;
        engine().tell(listener -> listener.rejected(info(), reject.result(), reject.source(), reject.reason()));
        end(new AssociationRejectedException(peer.toString(), reject.result(), reject.source(), reject.reason()));
    }

    @Override
    void tellEnd(@Nullable AssociationException reason) {
        opened.completeExceptionally(
                reason != null ? reason : new AssociationException(peer + " released the association at once"));
        if (!rejected) {
            super.tellEnd(reason);
        }
    }

    @Override
    public Optional<AssociateReject> unacceptable(AssociateRequest unexpected) {
        throw new IllegalStateException("the state table has no request for a requestor");
    }

    @Override
    public void associateRequested(AssociateRequest unexpected) {
        throw new IllegalStateException("the state table has no request for a requestor");
    }

    @Override
    void closed() {
        live.remove(this);
    }
}
