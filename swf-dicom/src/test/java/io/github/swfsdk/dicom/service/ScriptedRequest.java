package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A request as a service sees it, without any network below, and the responses that came back. */
final class ScriptedRequest implements DimseRequest, PendingResponses {
    final List<Status> pendingStatuses = new ArrayList<>();
    final List<DataSet> identifiers = new ArrayList<>();
    private final DimseMessage message;
    private final byte[] content;
    private final Uid transferSyntax;
    private DimseAssociation association = new ScriptedAssociation("MODALITY");
    private int wanted = Integer.MAX_VALUE;

    private ScriptedRequest(DimseMessage message, byte[] content, Uid transferSyntax) {
        this.message = message;
        this.content = content;
        this.transferSyntax = transferSyntax;
    }

    static ScriptedRequest of(DimseMessage message) {
        return new ScriptedRequest(message, new byte[0], Uids.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    static ScriptedRequest store(Uid sopClass, Uid sopInstance, Uid transferSyntax, byte[] content) {
        return new ScriptedRequest(
                DimseMessage.store(sopClass, sopInstance, new DimseMessage.None()), content, transferSyntax);
    }

    ScriptedRequest over(DimseAssociation other) {
        association = other;
        return this;
    }

    ScriptedRequest cancelAfter(int responses) {
        wanted = responses;
        return this;
    }

    @Override
    public DimseOperation operation() {
        return message.operation();
    }

    @Override
    public int messageId() {
        return 1;
    }

    @Override
    public Uid sopClassUid() {
        return message.sopClassUid();
    }

    @Override
    public Optional<Uid> sopInstanceUid() {
        return message.sopInstanceUid();
    }

    @Override
    public OptionalInt typeId() {
        return message.typeId();
    }

    @Override
    public List<Tag> attributeIdentifiers() {
        return message.attributeIdentifiers();
    }

    @Override
    public String callingAeTitle() {
        return association.peerAeTitle();
    }

    @Override
    public String calledAeTitle() {
        return "SWF";
    }

    @Override
    public String reference() {
        return "association 1, message 1";
    }

    @Override
    public String origin() {
        return "CT1>SWF#1/1 192.0.2.1:4242 2026-01-10T08:30:00Z";
    }

    @Override
    public Uid transferSyntaxUid() {
        return transferSyntax;
    }

    @Override
    public boolean hasDataSet() {
        return !(message.body() instanceof DimseMessage.None) || content.length > 0;
    }

    @Override
    public DataSet dataSet() {
        return message.body() instanceof DimseMessage.Values values ? values.dataSet() : DataSet.empty();
    }

    @Override
    public InputStream content() {
        return new ByteArrayInputStream(content);
    }

    @Override
    public DimseAssociation association() {
        return association;
    }

    @Override
    public boolean send(Status status, DataSet identifier) {
        pendingStatuses.add(status);
        identifiers.add(identifier);
        return !isCancelled();
    }

    @Override
    public boolean isCancelled() {
        return identifiers.size() >= wanted;
    }
}
