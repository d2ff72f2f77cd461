package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.storage.CommitmentRequest;
import io.github.swfsdk.api.storage.CommitmentResult;
import java.util.List;
import java.util.Optional;

/** Action and event information of Storage Commitment (PS3.4, tables J.3-1 and J.3-2), to and from values. */
final class CommitmentDataSets {
    private CommitmentDataSets() {}

    static boolean isReference(DataSet item) {
        return item.string(Tags.REFERENCED_SOP_CLASS_UID).filter(Uid::isUsable).isPresent()
                && item.string(Tags.REFERENCED_SOP_INSTANCE_UID)
                        .filter(Uid::isUsable)
                        .isPresent();
    }

    static DataSet ofRequest(Uid transaction, List<InstanceReference> instances) {
        return DataSet.builder()
                .put(Tags.TRANSACTION_UID, transaction)
                .put(
                        Tags.REFERENCED_SOP_SEQUENCE,
                        instances.stream().map(InstanceReference::toItem).toList())
                .build();
    }

    static CommitmentRequest toRequest(DataSet information, String requester, String origin) {
        Uid transaction = information.uid(Tags.TRANSACTION_UID).orElseThrow();
        return new CommitmentRequest(
                transaction,
                requester,
                references(information.items(Tags.REFERENCED_SOP_SEQUENCE)),
                new Cause(Cause.Kind.DICOM, requester, transaction.value(), origin));
    }

    static DataSet ofResult(CommitmentResult result) {
        DataSet.Builder information = DataSet.builder().put(Tags.TRANSACTION_UID, result.transactionUid());
        if (!result.committed().isEmpty()) {
            information.put(
                    Tags.REFERENCED_SOP_SEQUENCE,
                    result.committed().stream().map(InstanceReference::toItem).toList());
        }
        if (!result.failed().isEmpty()) {
            information.put(
                    Tags.FAILED_SOP_SEQUENCE,
                    result.failed().stream().map(CommitmentDataSets::failedItem).toList());
        }
        return information.build();
    }

    /** Reads event information; empty if it names no transaction. */
    static Optional<CommitmentResult> toResult(DataSet information) {
        return information
                .string(Tags.TRANSACTION_UID)
                .filter(Uid::isUsable)
                .map(transaction -> new CommitmentResult(
                        Uid.of(transaction),
                        references(information.items(Tags.REFERENCED_SOP_SEQUENCE)),
                        failures(information.items(Tags.FAILED_SOP_SEQUENCE))));
    }

    private static List<InstanceReference> references(List<DataSet> items) {
        return items.stream()
                .filter(CommitmentDataSets::isReference)
                .map(InstanceReference::ofItem)
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<CommitmentResult.Failed> failures(List<DataSet> items) {
        return items.stream()
                .filter(CommitmentDataSets::isReference)
                .map(item -> new CommitmentResult.Failed(
                        InstanceReference.ofItem(item).orElseThrow(), CommitmentResult.Reason.of((int)
                                item.number(Tags.FAILURE_REASON).orElse(0))))
                .toList();
    }

    private static DataSet failedItem(CommitmentResult.Failed failed) {
        return failed.instance().toItem().toBuilder()
                .put(Tags.FAILURE_REASON, failed.reason().code())
                .build();
    }
}
