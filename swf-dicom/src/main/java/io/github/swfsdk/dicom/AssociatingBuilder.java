package io.github.swfsdk.dicom;

import io.github.swfsdk.dicom.internal.dimse.DataSetCoder;
import io.github.swfsdk.dicom.internal.dimse.Engine;
import io.github.swfsdk.dicom.io.ReadOptions;
import io.github.swfsdk.dicom.io.WriteOptions;
import io.github.swfsdk.dicom.net.AssociationListener;
import io.github.swfsdk.dicom.net.AssociationOptions;
import io.github.swfsdk.dicom.net.TlsOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the builders of all that have associations share, whichever side opens them. Not thread-safe.
 *
 * @param <B> the builder itself
 */
public abstract sealed class AssociatingBuilder<B extends AssociatingBuilder<B>>
        permits AcquisitionModality.Builder, DicomClient.Builder, DicomServer.Builder {
    private final List<AssociationListener> listeners = new ArrayList<>();
    private AssociationOptions associations = AssociationOptions.defaults();
    private @Nullable TlsOptions tls;
    private ReadOptions reading = ReadOptions.forMessages();
    private WriteOptions writing = WriteOptions.defaults();

    AssociatingBuilder() {}

    /** Limits and deadlines of associations. */
    public B associations(AssociationOptions next) {
        this.associations = Objects.requireNonNull(next, "next");
        return self();
    }

    /** Adds one that hears of each association and operation, of those of this side and of those of peers. */
    public B associationListener(AssociationListener next) {
        listeners.add(Objects.requireNonNull(next, "next"));
        return self();
    }

    /** Speaks TLS with every peer, and nothing else; plain by default. */
    public B tls(TlsOptions secured) {
        this.tls = Objects.requireNonNull(secured, "secured");
        return self();
    }

    /**
     * How data sets of messages are read that the engine decodes: limits, leniencies, and who hears of them;
     * {@link ReadOptions#forMessages()} by default. What is stored is read by its service
     * ({@link io.github.swfsdk.dicom.service.StorageService#withOptions}).
     */
    public B reading(ReadOptions next) {
        this.reading = Objects.requireNonNull(next, "next");
        return self();
    }

    /** How data sets of messages are written: character set, and who hears of characters that were replaced. */
    public B writing(WriteOptions next) {
        this.writing = Objects.requireNonNull(next, "next");
        return self();
    }

    /** Takes over all that another one says of its associations. */
    final B like(AssociatingBuilder<?> other) {
        listeners.addAll(other.listeners);
        associations = other.associations;
        tls = other.tls;
        reading = other.reading;
        writing = other.writing;
        return self();
    }

    final WriteOptions writing() {
        return writing;
    }

    final Engine engine() {
        return new Engine(associations, Optional.ofNullable(tls), new DataSetCoder(reading, writing), listeners);
    }

    abstract B self();
}
