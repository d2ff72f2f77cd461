package io.github.swfsdk.dicom.internal.dimse;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.dicom.internal.pdu.AnsweredContext;
import io.github.swfsdk.dicom.internal.pdu.AssociateAccept;
import io.github.swfsdk.dicom.internal.pdu.AssociateRequest;
import io.github.swfsdk.dicom.internal.pdu.AsyncWindow;
import io.github.swfsdk.dicom.internal.pdu.ContextResult;
import io.github.swfsdk.dicom.internal.pdu.ProposedContext;
import io.github.swfsdk.dicom.internal.pdu.RoleSelection;
import io.github.swfsdk.dicom.internal.pdu.UserInformation;
import io.github.swfsdk.dicom.io.Implementation;
import io.github.swfsdk.dicom.net.AssociationOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The acceptor's answer to a request: one result per proposed context, roles and window lowered to what is hosted (PS3.8,
 * 9.3.3; PS3.7, D.3.3). Immutable.
 */
final class Negotiation {
    /** What holds for a SOP class without role selection. */
    private static final RoleSelection DEFAULT_ROLES = new RoleSelection("", true, false);

    private final AssociateAccept accept;
    private final AgreedContexts contexts;
    private final AsyncWindow window;

    private Negotiation(AssociateAccept accept, AgreedContexts contexts, AsyncWindow window) {
        this.accept = accept;
        this.contexts = contexts;
        this.window = window;
    }

    /** Answers a request with what is hosted. */
    static Negotiation answer(AssociateRequest request, HostedServices services, AssociationOptions options) {
        UserInformation.Builder information = describe(options);
        Map<String, RoleSelection> roles = roles(request.userInformation().roles(), services);
        roles.values().forEach(information::role);
        Optional<AsyncWindow> window = request.userInformation().asyncWindow().map(asked -> window(asked, options));
        window.ifPresent(information::asyncWindow);
        List<AnsweredContext> answers = new ArrayList<>();
        List<AgreedContext> agreed = new ArrayList<>();
        for (ProposedContext proposed : request.contexts()) {
            AnsweredContext answer = answer(proposed, services);
            answers.add(answer);
            if (answer.accepted()) {
                agreed.add(agreed(proposed, answer, roles.getOrDefault(proposed.abstractSyntax(), DEFAULT_ROLES)));
            }
        }
        return new Negotiation(
                new AssociateAccept(request, answers, information.build()),
                new AgreedContexts(agreed),
                window.orElse(AsyncWindow.SYNCHRONOUS));
    }

    /** What we say about ourselves, in requests as in answers. */
    static UserInformation.Builder describe(AssociationOptions options) {
        return UserInformation.builder(options.maxPduLength(), Implementation.CLASS_UID.value())
                .implementationVersion(Implementation.VERSION_NAME);
    }

    AssociateAccept accept() {
        return accept;
    }

    AgreedContexts contexts() {
        return contexts;
    }

    /** The window as the requestor sees it: how much it may invoke and has to perform. */
    AsyncWindow window() {
        return window;
    }

    private static AnsweredContext answer(ProposedContext proposed, HostedServices services) {
        Optional<HostedServices.Hosted> hosted = services.find(proposed.abstractSyntax());
        if (hosted.isEmpty()) {
            return refused(proposed, ContextResult.ABSTRACT_SYNTAX_NOT_SUPPORTED);
        }
        return choose(hosted.get().context().transferSyntaxes(), proposed.transferSyntaxes())
                .map(uid -> new AnsweredContext(proposed.id(), ContextResult.ACCEPTANCE, uid))
                .orElseGet(() -> refused(proposed, ContextResult.TRANSFER_SYNTAXES_NOT_SUPPORTED));
    }

    /** The preferred one of those offered; whatever comes first where the service has no preference. */
    private static Optional<String> choose(List<Uid> preferred, List<String> offered) {
        if (preferred.isEmpty()) {
            return offered.stream().filter(Uid::isUsable).findFirst();
        }
        return preferred.stream().map(Uid::value).filter(offered::contains).findFirst();
    }

    /** The transfer syntax has no meaning here, but some requestors choke on an empty one. */
    private static AnsweredContext refused(ProposedContext proposed, ContextResult result) {
        List<String> offered = proposed.transferSyntaxes();
        return new AnsweredContext(proposed.id(), result, offered.isEmpty() ? "" : offered.get(0));
    }

    private static AgreedContext agreed(ProposedContext proposed, AnsweredContext answer, RoleSelection requestor) {
        return new AgreedContext(
                proposed.id(),
                Uid.of(proposed.abstractSyntax()),
                Uid.of(answer.transferSyntax()),
                requestor.scp(),
                requestor.scu());
    }

    /** The roles that the requestor asks for and may have; a SOP class that is not hosted gets no answer. */
    private static Map<String, RoleSelection> roles(List<RoleSelection> asked, HostedServices services) {
        Map<String, RoleSelection> granted = new LinkedHashMap<>();
        for (RoleSelection role : asked) {
            services.find(role.sopClass()).ifPresent(hosted -> {
                boolean scu = role.scu() && hosted.context().peerIsUser();
                boolean scp = role.scp() && hosted.context().peerIsProvider();
                granted.putIfAbsent(role.sopClass(), new RoleSelection(role.sopClass(), scu, scp));
            });
        }
        return granted;
    }

    private static AsyncWindow window(AsyncWindow asked, AssociationOptions options) {
        return new AsyncWindow(
                lower(asked.maxInvoked(), options.maxOperationsPerformed()),
                lower(asked.maxPerformed(), options.maxOperationsInvoked()));
    }

    /** 0 asks for no limit. */
    private static int lower(int asked, int limit) {
        return asked == 0 ? limit : Math.min(asked, limit);
    }
}
