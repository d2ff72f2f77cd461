package io.github.swfsdk.dicom.internal.dimse;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.dicom.internal.pdu.AnsweredContext;
import io.github.swfsdk.dicom.internal.pdu.AssociateAccept;
import io.github.swfsdk.dicom.internal.pdu.AssociateRequest;
import io.github.swfsdk.dicom.internal.pdu.AsyncWindow;
import io.github.swfsdk.dicom.internal.pdu.ContextResult;
import io.github.swfsdk.dicom.internal.pdu.ExtendedNegotiation;
import io.github.swfsdk.dicom.internal.pdu.RequestedContext;
import io.github.swfsdk.dicom.internal.pdu.RoleSelection;
import io.github.swfsdk.dicom.internal.pdu.UserIdentityAnswer;
import io.github.swfsdk.dicom.internal.pdu.UserInformation;
import io.github.swfsdk.dicom.io.Implementation;
import io.github.swfsdk.dicom.net.AssociationOptions;
import io.github.swfsdk.dicom.net.PeerLimits;
import io.github.swfsdk.dicom.service.ApplicationInformation;
import io.github.swfsdk.dicom.service.Generalization;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The acceptor's answer to a request: one result per proposed context, roles and window lowered to what is hosted (PS3.8,
 * 9.3.3; PS3.7, D.3.3). For one thread.
 */
final class Negotiation {
    /** What holds for a SOP class without role selection. */
    private static final RoleSelection DEFAULT_ROLES = new RoleSelection("", true, false);

    private final AssociateRequest request;
    private final HostedServices services;
    private final AssociationOptions options;
    private final PeerLimits limits;
    private final Predicate<Uid> allowed;
    private final List<AnsweredContext> answers = new ArrayList<>();
    private final List<AgreedContext> agreed = new ArrayList<>();
    private final Map<Uid, HostedServices.Hosted> specialized = new HashMap<>();
    private final Map<Uid, ApplicationInformation> extended = new LinkedHashMap<>();
    private final Optional<AsyncWindow> window;
    private final UserInformation.Builder information;

    private Negotiation(
            AssociateRequest request,
            HostedServices services,
            AssociationOptions options,
            PeerLimits limits,
            Predicate<Uid> allowed) {
        this.request = request;
        this.services = services;
        this.options = options;
        this.limits = limits;
        this.allowed = allowed;
        this.window = request.userInformation().asyncWindow().map(this::window);
        this.information = describe(maxPduLength());
    }

    /**
     * Answers a request with what is hosted.
     *
     * @param limits of this peer
     * @param allowed the abstract syntaxes that this peer may use
     */
    static Negotiation answer(
            AssociateRequest request,
            HostedServices services,
            AssociationOptions options,
            PeerLimits limits,
            Predicate<Uid> allowed) {
        Negotiation negotiation = new Negotiation(request, services, options, limits, allowed);
        negotiation.decide();
        return negotiation;
    }

    private void decide() {
        Map<String, RoleSelection> roles = roles(request.userInformation().roles());
        roles.values().forEach(information::role);
        window.ifPresent(information::asyncWindow);
        for (RequestedContext proposed : request.contexts()) {
            AnsweredContext answer = answer(proposed);
            answers.add(answer);
            if (answer.accepted()) {
                agreed.add(agreed(proposed, answer, roles.getOrDefault(proposed.abstractSyntax(), DEFAULT_ROLES)));
            }
        }
        request.userInformation().extended().forEach(this::negotiate);
    }

    /** What we say about ourselves, in requests as in answers. */
    static UserInformation.Builder describe(int maxPduLength) {
        return UserInformation.builder(maxPduLength, Implementation.CLASS_UID.value())
                .implementationVersion(Implementation.VERSION_NAME);
    }

    /** The answer, with the confirmation of a user identity if there is one. */
    AssociateAccept accept(Optional<UserIdentityAnswer> identity) {
        identity.ifPresent(information::userIdentityAnswer);
        return new AssociateAccept(request, answers, information.build());
    }

    AgreedContexts contexts() {
        return new AgreedContexts(agreed);
    }

    /** What answers on the agreed contexts. */
    HostedServices services() {
        return services.with(specialized);
    }

    /** What our services have said about SOP classes. */
    Map<Uid, ApplicationInformation> extended() {
        return extended;
    }

    /** The window as the requestor sees it: how much it may invoke and has to perform. */
    AsyncWindow window() {
        return window.orElse(AsyncWindow.SYNCHRONOUS);
    }

    /** The longest P-DATA-TF body that this peer may send. */
    int maxPduLength() {
        return Math.min(options.maxPduLength(), limits.maxPduLength());
    }

    private AnsweredContext answer(RequestedContext proposed) {
        Optional<HostedServices.Hosted> hosted = find(proposed.abstractSyntax());
        if (hosted.isEmpty()) {
            return refused(proposed, ContextResult.ABSTRACT_SYNTAX_NOT_SUPPORTED);
        }
        if (!allowed.test(Uid.of(proposed.abstractSyntax()))) {
            return refused(proposed, ContextResult.USER_REJECTION);
        }
        return choose(hosted.get().context().transferSyntaxes(), proposed.transferSyntaxes())
                .map(uid -> new AnsweredContext(proposed.id(), ContextResult.ACCEPTANCE, uid))
                .orElseGet(() -> refused(proposed, ContextResult.TRANSFER_SYNTAXES_NOT_SUPPORTED));
    }

    /** What is hosted, or takes it because of where the requestor says that it belongs. */
    private Optional<HostedServices.Hosted> find(String abstractSyntax) {
        if (!Uid.isUsable(abstractSyntax)) {
            return Optional.empty();
        }
        Uid uid = Uid.of(abstractSyntax);
        return services.find(uid)
                .or(() -> Optional.ofNullable(specialized.get(uid)))
                .or(() -> specialize(uid));
    }

    private Optional<HostedServices.Hosted> specialize(Uid abstractSyntax) {
        Optional<HostedServices.Hosted> found = request.userInformation().commonExtended().stream()
                .filter(item -> item.sopClass().equals(abstractSyntax.value()) && Uid.isUsable(item.serviceClass()))
                .findFirst()
                .flatMap(item -> services.specialize(
                        abstractSyntax,
                        new Generalization(
                                Uid.of(item.serviceClass()),
                                item.relatedGeneral().stream()
                                        .filter(Uid::isUsable)
                                        .map(Uid::of)
                                        .toList())));
        found.ifPresent(hosted -> specialized.put(abstractSyntax, hosted));
        return found;
    }

    /** At most one answer per SOP class, and only for one that is agreed on (PS3.7, D.3.3.5). */
    private void negotiate(ExtendedNegotiation item) {
        for (AgreedContext context : agreed) {
            Uid sopClass = context.abstractSyntax();
            if (sopClass.value().equals(item.sopClass()) && !extended.containsKey(sopClass)) {
                find(item.sopClass())
                        .flatMap(hosted -> hosted.service().negotiate(sopClass, said(item)))
                        .ifPresent(answer -> {
                            extended.put(sopClass, answer);
                            information.extended(
                                    new ExtendedNegotiation(sopClass.value(), ByteBuffer.wrap(answer.bytes())));
                        });
            }
        }
    }

    private static ApplicationInformation said(ExtendedNegotiation item) {
        ByteBuffer buffer = item.information();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return ApplicationInformation.of(bytes);
    }

    /** The preferred one of those offered; whatever comes first where the service has no preference. */
    private static Optional<String> choose(List<Uid> preferred, List<String> offered) {
        if (preferred.isEmpty()) {
            return offered.stream().filter(Uid::isUsable).findFirst();
        }
        return preferred.stream().map(Uid::value).filter(offered::contains).findFirst();
    }

    /** The transfer syntax has no meaning here, but some requestors choke on an empty one. */
    private static AnsweredContext refused(RequestedContext proposed, ContextResult result) {
        List<String> offered = proposed.transferSyntaxes();
        return new AnsweredContext(proposed.id(), result, offered.isEmpty() ? "" : offered.get(0));
    }

    private static AgreedContext agreed(RequestedContext proposed, AnsweredContext answer, RoleSelection requestor) {
        return new AgreedContext(
                proposed.id(),
                Uid.of(proposed.abstractSyntax()),
                Uid.of(answer.transferSyntax()),
                requestor.scp(),
                requestor.scu());
    }

    /** The roles that the requestor asks for and may have; a SOP class that is not hosted gets no answer. */
    private Map<String, RoleSelection> roles(List<RoleSelection> asked) {
        Map<String, RoleSelection> granted = new LinkedHashMap<>();
        for (RoleSelection role : asked) {
            find(role.sopClass()).ifPresent(hosted -> {
                boolean scu = role.scu() && hosted.context().peerIsUser();
                boolean scp = role.scp() && hosted.context().peerIsProvider();
                granted.putIfAbsent(role.sopClass(), new RoleSelection(role.sopClass(), scu, scp));
            });
        }
        return granted;
    }

    private AsyncWindow window(AsyncWindow asked) {
        return new AsyncWindow(
                lower(asked.maxInvoked(), Math.min(options.maxOperationsPerformed(), limits.maxOperations())),
                lower(asked.maxPerformed(), options.maxOperationsInvoked()));
    }

    /** 0 asks for no limit. */
    private static int lower(int asked, int limit) {
        return asked == 0 ? limit : Math.min(asked, limit);
    }
}
