package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Uid;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;

/** An association that somebody uses for a while. What is done with it after the end is refused. Thread-safe. */
abstract class ForwardingAssociation implements DimseAssociation {
    private final DimseAssociation association;
    private final AtomicBoolean ended = new AtomicBoolean();

    ForwardingAssociation(DimseAssociation association) {
        this.association = association;
    }

    /** Called once, when the user closes or aborts it. */
    abstract void end(DimseAssociation used);

    @Override
    public final String peerAeTitle() {
        return association.peerAeTitle();
    }

    @Override
    public final boolean isOpen() {
        return !ended.get() && association.isOpen();
    }

    @Override
    public final List<Uid> transferSyntaxes(Uid abstractSyntax) {
        return association.transferSyntaxes(abstractSyntax);
    }

    @Override
    public final Optional<ApplicationInformation> extendedNegotiation(Uid abstractSyntax) {
        return association.extendedNegotiation(abstractSyntax);
    }

    @Override
    public final Optional<byte[]> identityResponse() {
        return association.identityResponse();
    }

    @Override
    public final DimseResponse send(DimseMessage message, BiPredicate<Status, DataSet> pending) {
        if (ended.get()) {
            throw new IllegalStateException("this use of the association has ended");
        }
        return association.send(message, pending);
    }

    @Override
    public final void close() {
        if (ended.compareAndSet(false, true)) {
            end(association);
        }
    }

    @Override
    public final void abort() {
        association.abort();
        close();
    }
}
