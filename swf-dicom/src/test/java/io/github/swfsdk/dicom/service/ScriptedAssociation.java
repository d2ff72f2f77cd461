package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.dicom.net.AssociationException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** An association that keeps what is sent on it and answers each message as it was told. */
final class ScriptedAssociation implements DimseAssociation {
    final List<DimseMessage> sent = new ArrayList<>();
    private final String peer;
    private DimseResponse answer = DimseResponse.success();
    private boolean open = true;
    private boolean broken;
    private List<DataSet> items = List.of();
    private List<DataSet> identifiers = new ArrayList<>();

    ScriptedAssociation(String peer) {
        this.peer = peer;
    }

    ScriptedAssociation answering(DimseResponse response) {
        answer = response;
        return this;
    }

    /** Each query gets these items before the answer; its identifier is added to the other list. */
    ScriptedAssociation pending(List<DataSet> answers, List<DataSet> asked) {
        items = answers;
        identifiers = asked;
        return this;
    }

    /** Every message from now on fails as on a lost connection, although the association still looks open. */
    ScriptedAssociation breaking() {
        broken = true;
        return this;
    }

    @Override
    public String peerAeTitle() {
        return peer;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public List<Uid> transferSyntaxes(Uid abstractSyntax) {
        return CommitmentService.TRANSFER_SYNTAXES;
    }

    @Override
    public DimseResponse send(DimseMessage message, BiPredicate<Status, DataSet> pending) {
        if (broken) {
            throw new AssociationException("the connection is lost");
        }
        sent.add(message);
        if (message.operation() == DimseOperation.C_FIND && message.body() instanceof DimseMessage.Values values) {
            identifiers.add(values.dataSet());
            boolean wanted = true;
            for (int i = 0; i < items.size() && wanted; i++) {
                wanted = pending.test(Status.PENDING, items.get(i));
            }
        }
        return answer;
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public void abort() {
        open = false;
    }
}
