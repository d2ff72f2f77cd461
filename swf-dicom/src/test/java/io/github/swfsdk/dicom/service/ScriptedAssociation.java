package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.dicom.net.AssociationException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** An association that keeps what is sent on it and answers each message as it was told. */
final class ScriptedAssociation implements DimseAssociation {
    final List<DimseMessage> sent = new ArrayList<>();
    private final String peer;
    private DimseResponse answer = DimseResponse.success();
    private boolean open = true;
    private boolean broken;

    ScriptedAssociation(String peer) {
        this.peer = peer;
    }

    ScriptedAssociation answering(DimseResponse response) {
        answer = response;
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
    public DimseResponse send(DimseMessage message, Predicate<DataSet> pending) {
        if (broken) {
            throw new AssociationException("the connection is lost");
        }
        sent.add(message);
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
