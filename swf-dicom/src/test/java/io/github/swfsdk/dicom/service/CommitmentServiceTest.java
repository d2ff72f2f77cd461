package io.github.swfsdk.dicom.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.SwfException;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.storage.CommitmentRequest;
import io.github.swfsdk.api.storage.CommitmentResult;
import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.RemoteAe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommitmentServiceTest {
    private static final Uid TRANSACTION = Uid.of("1.2.3.99");
    private static final InstanceReference FIRST = new InstanceReference(Uids.CT_IMAGE_STORAGE, Uid.of("1.2.3.1"));
    private static final InstanceReference SECOND = new InstanceReference(Uids.CT_IMAGE_STORAGE, Uid.of("1.2.3.2"));
    private static final CommitmentResult ALL_KEPT =
            new CommitmentResult(TRANSACTION, List.of(FIRST, SECOND), List.of());

    private final List<CommitmentRequest> taken = new ArrayList<>();
    private final ScriptedAssociation reported = new ScriptedAssociation("MODALITY");
    private final List<ProposedContext> proposed = new ArrayList<>();
    private final DimseConnector connector = (peer, contexts, hosted) -> {
        proposed.addAll(contexts);
        return reported;
    };
    private final CommitmentResultSender sender = CommitmentResultSender.of(
            connector,
            ae -> ae.equals("MODALITY") ? Optional.of(RemoteAe.parse("MODALITY@localhost:104")) : Optional.empty());
    private final CommitmentService service = CommitmentService.of(taken::add, sender);

    @Test
    void handsTheRequestOverBeforeItAnswersSuccess() {
        DimseResponse response = handle(request(TRANSACTION, FIRST, SECOND));

        assertThat(response.status()).isEqualTo(Status.SUCCESS);
        assertThat(taken).singleElement().satisfies(request -> {
            assertThat(request.transactionUid()).isEqualTo(TRANSACTION);
            assertThat(request.requesterAeTitle()).isEqualTo("MODALITY");
            assertThat(request.instances()).containsExactly(FIRST, SECOND);
        });
    }

    @Test
    void refusesATransactionUidThatIsInUse() {
        CommitmentService refusing = CommitmentService.of(request -> false, sender);

        assertThat(refusing.handle(request(TRANSACTION, FIRST), request(TRANSACTION, FIRST))
                        .status())
                .isEqualTo(Status.INVALID_ARGUMENT_VALUE);
    }

    @Test
    void refusesARequestWithoutTransactionOrInstances() {
        DataSet noTransaction = DataSet.builder()
                .put(Tags.REFERENCED_SOP_SEQUENCE, FIRST.toItem())
                .build();
        DataSet noInstances =
                DataSet.builder().put(Tags.TRANSACTION_UID, TRANSACTION).build();
        DataSet halfAReference = noInstances.toBuilder()
                .put(
                        Tags.REFERENCED_SOP_SEQUENCE,
                        FIRST.toItem().toBuilder()
                                .remove(Tags.REFERENCED_SOP_CLASS_UID)
                                .build())
                .build();

        for (DataSet information : List.of(noTransaction, noInstances, halfAReference)) {
            assertThat(handle(action(CommitmentService.INSTANCE, 1, information))
                            .status())
                    .isEqualTo(Status.INVALID_ARGUMENT_VALUE);
        }
        assertThat(taken).isEmpty();
    }

    @Test
    void knowsOneInstanceAndOneActionOnly() {
        DataSet information = CommitmentDataSets.ofRequest(TRANSACTION, List.of(FIRST));

        assertThat(handle(action(Uid.of("1.2.3"), 1, information)).status()).isEqualTo(Status.NO_SUCH_SOP_INSTANCE);
        assertThat(handle(action(CommitmentService.INSTANCE, 2, information)).status())
                .isEqualTo(Status.NO_SUCH_ACTION_TYPE);
        assertThat(handle(ScriptedRequest.of(DimseMessage.echo(CommitmentService.SOP_CLASS)))
                        .status())
                .isEqualTo(Status.UNRECOGNIZED_OPERATION);
    }

    @Test
    void reportsOnTheAssociationOfTheRequestWhileItIsOpen() {
        ScriptedAssociation requesting = new ScriptedAssociation("MODALITY");
        handle(request(TRANSACTION, FIRST, SECOND).over(requesting));

        sender.report("MODALITY", ALL_KEPT);

        assertThat(proposed).isEmpty();
        assertThat(requesting.sent).singleElement().satisfies(event -> {
            assertThat(event.operation()).isEqualTo(DimseOperation.N_EVENT_REPORT);
            assertThat(event.typeId()).hasValue(1);
            DataSet information = ((DimseMessage.Values) event.body()).dataSet();
            assertThat(information.uid(Tags.TRANSACTION_UID)).contains(TRANSACTION);
            assertThat(information.items(Tags.REFERENCED_SOP_SEQUENCE)).hasSize(2);
            assertThat(information.contains(Tags.FAILED_SOP_SEQUENCE)).isFalse();
        });
    }

    @Test
    void reportsWithReversedRolesOnANewAssociationOnceTheFirstIsReleased() {
        ScriptedAssociation requesting = new ScriptedAssociation("MODALITY");
        handle(request(TRANSACTION, FIRST, SECOND).over(requesting));
        requesting.close();

        sender.report("MODALITY", ALL_KEPT);

        assertThat(proposed)
                .singleElement()
                .satisfies(context -> assertThat(context.role()).isEqualTo(ProposedContext.Role.PROVIDER));
        assertThat(reported.sent).hasSize(1);
        assertThat(reported.isOpen()).isFalse();
    }

    @Test
    void reportsOnANewAssociationIfTheFirstBreaksMeanwhile() {
        handle(request(TRANSACTION, FIRST, SECOND).over(new ScriptedAssociation("MODALITY").breaking()));

        sender.report("MODALITY", ALL_KEPT);

        assertThat(reported.sent).hasSize(1);
    }

    @Test
    void reportsFailuresWithTheirReasonAsEventType2() {
        sender.report(
                "MODALITY",
                new CommitmentResult(
                        TRANSACTION,
                        List.of(FIRST),
                        List.of(new CommitmentResult.Failed(SECOND, CommitmentResult.Reason.NO_SUCH_OBJECT_INSTANCE))));

        DimseMessage event = reported.sent.get(0);
        DataSet information = ((DimseMessage.Values) event.body()).dataSet();
        assertThat(event.typeId()).hasValue(2);
        assertThat(information.items(Tags.FAILED_SOP_SEQUENCE)).singleElement().satisfies(item -> {
            assertThat(item.uid(Tags.REFERENCED_SOP_INSTANCE_UID)).contains(SECOND.sopInstanceUid());
            assertThat(item.number(Tags.FAILURE_REASON)).hasValue(0x0112);
        });
    }

    @Test
    void failsToReportToAnUnknownPeerOrOneThatDoesNotConfirm() {
        assertThatThrownBy(() -> sender.report("STRANGER", ALL_KEPT)).isInstanceOf(AssociationException.class);

        reported.answering(DimseResponse.of(Status.INVALID_ARGUMENT_VALUE));
        assertThatThrownBy(() -> sender.report("MODALITY", ALL_KEPT))
                .isInstanceOf(SwfException.class)
                .hasMessageContaining("0115H");
    }

    @Test
    void handsAReceivedResultToItsListener() {
        List<CommitmentResult> heard = new ArrayList<>();
        CommitmentResultService results = CommitmentResultService.of(heard::add);
        CommitmentResult partial = new CommitmentResult(
                TRANSACTION,
                List.of(FIRST),
                List.of(new CommitmentResult.Failed(SECOND, CommitmentResult.Reason.CLASS_INSTANCE_CONFLICT)));
        ScriptedRequest event = event(2, CommitmentDataSets.ofResult(partial));

        assertThat(results.handle(event, event).status()).isEqualTo(Status.SUCCESS);
        assertThat(heard).containsExactly(partial);
    }

    @Test
    void tellsTheArchiveOfAnUnknownTransactionOrEvent() {
        CommitmentResultService results = CommitmentResultService.of(result -> false);
        ScriptedRequest known = event(1, CommitmentDataSets.ofResult(ALL_KEPT));
        ScriptedRequest unknownEvent = event(3, CommitmentDataSets.ofResult(ALL_KEPT));
        ScriptedRequest nothing = event(1, DataSet.empty());

        assertThat(results.handle(known, known).status()).isEqualTo(Status.INVALID_ARGUMENT_VALUE);
        assertThat(results.handle(unknownEvent, unknownEvent).status()).isEqualTo(Status.NO_SUCH_EVENT_TYPE);
        assertThat(results.handle(nothing, nothing).status()).isEqualTo(Status.INVALID_ARGUMENT_VALUE);
    }

    private DimseResponse handle(ScriptedRequest request) {
        return service.handle(request, request);
    }

    private static ScriptedRequest request(Uid transaction, InstanceReference... instances) {
        return action(CommitmentService.INSTANCE, 1, CommitmentDataSets.ofRequest(transaction, List.of(instances)));
    }

    private static ScriptedRequest action(Uid instance, int type, DataSet information) {
        return ScriptedRequest.of(DimseMessage.action(CommitmentService.SOP_CLASS, instance, type, information));
    }

    private static ScriptedRequest event(int type, DataSet information) {
        return ScriptedRequest.of(
                DimseMessage.event(CommitmentService.SOP_CLASS, CommitmentService.INSTANCE, type, information));
    }
}
