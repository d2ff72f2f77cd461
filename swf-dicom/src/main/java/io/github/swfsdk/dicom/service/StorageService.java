package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.UidDefinition;
import io.github.swfsdk.api.dataset.UidDictionary;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.storage.InstanceReceiver;
import io.github.swfsdk.api.storage.InstanceWriter;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.dicom.io.DicomFormatException;
import io.github.swfsdk.dicom.io.FileMetaInformation;
import io.github.swfsdk.dicom.io.InstanceStream;
import io.github.swfsdk.dicom.io.ReadOptions;
import io.github.swfsdk.dicom.io.TransferSyntax;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Storage as provider (PS3.4, Annex B; RAD-8, RAD-18). Thread-safe.
 *
 * <p>What arrives is kept byte for byte, in the transfer syntax in which it came, as a DICOM file; pixel data stream through
 * and are never held. Success is answered when the receiver has committed the instance. A data set that is truncated, is not
 * what the command says it is, or lacks what identifies it, is refused and leaves nothing behind.
 */
public final class StorageService implements DimseService {
    private static final Logger LOG = LoggerFactory.getLogger(StorageService.class);

    /** Other content is kept under the same SOP Instance UID: a failure of the class Cxxx, "cannot understand". */
    private static final Status CONFLICTING_INSTANCE = new Status(0xC001);

    private final InstanceReceiver receiver;
    private final ReadOptions options;
    private final List<HostedContext> contexts;

    private StorageService(InstanceReceiver receiver, ReadOptions options, List<HostedContext> contexts) {
        this.receiver = Objects.requireNonNull(receiver, "receiver");
        this.options = Objects.requireNonNull(options, "options");
        this.contexts = List.copyOf(contexts);
    }

    /** Returns a service for every storage SOP class of the registry, in any transfer syntax. */
    public static StorageService of(InstanceReceiver receiver) {
        return new StorageService(
                receiver,
                ReadOptions.forMessages(),
                UidDictionary.storageSopClasses().stream()
                        .map(UidDefinition::uid)
                        .map(uid -> HostedContext.of(uid, List.of()))
                        .toList());
    }

    /** Returns a copy that takes these SOP classes as well, such as a vendor's private ones, in any transfer syntax. */
    public StorageService withSopClasses(Collection<Uid> sopClassUids) {
        List<HostedContext> more = new ArrayList<>(contexts);
        for (Uid uid : sopClassUids) {
            HostedContext context = HostedContext.of(uid, List.of());
            if (!more.contains(context)) {
                more.add(context);
            }
        }
        return new StorageService(receiver, options, more);
    }

    /** Returns a copy with these limits and leniencies in reading. */
    public StorageService withOptions(ReadOptions next) {
        return new StorageService(receiver, next, contexts);
    }

    @Override
    public List<HostedContext> contexts() {
        return contexts;
    }

    /** Takes what belongs to the Storage Service Class, also where nobody had heard of it when this was built. */
    @Override
    public Optional<HostedContext> specialize(Uid sopClass, Generalization generalization) {
        return generalization.serviceClass().equals(Uids.STORAGE)
                ? Optional.of(HostedContext.of(sopClass, List.of()))
                : Optional.empty();
    }

    @Override
    public DimseResponse handle(DimseRequest request, PendingResponses pending) {
        if (request.operation() != DimseOperation.C_STORE) {
            return DimseResponse.of(Status.UNRECOGNIZED_OPERATION);
        }
        if (request.sopInstanceUid().isEmpty() || !request.hasDataSet()) {
            return DimseResponse.of(Status.MISTYPED_ARGUMENT, "no SOP instance UID or no data set");
        }
        InstanceReference reference = new InstanceReference(
                request.sopClassUid(), request.sopInstanceUid().get());
        try (InputStream content = request.content()) {
            return receive(reference, request, content);
        } catch (DicomFormatException e) {
            LOG.warn("{} of AE {} is refused: {}", request.reference(), request.callingAeTitle(), e.getMessage());
            return DimseResponse.of(Status.CANNOT_UNDERSTAND, "malformed data set at byte " + e.offset());
        } catch (StorageException e) {
            LOG.warn("{} of AE {} cannot be kept", request.reference(), request.callingAeTitle(), e);
            return refusal(e);
        } catch (IOException e) {
            throw new UncheckedIOException("the association broke while an instance arrived", e);
        }
    }

    private DimseResponse receive(InstanceReference reference, DimseRequest request, InputStream content)
            throws IOException {
        TransferSyntax transferSyntax = TransferSyntax.of(request.transferSyntaxUid());
        try (InstanceStream instance =
                InstanceStream.open(content, transferSyntax, options.alsoTelling(request.leniencies()))) {
            Optional<DimseResponse> mismatch = mismatch(reference, instance.header());
            if (mismatch.isPresent()) {
                return mismatch.get();
            }
            InstanceHeader header = header(reference, transferSyntax, instance.header());
            try (InstanceWriter writer = receiver.begin(header, cause(request, reference))) {
                FileMetaInformation.of(reference, transferSyntax).write(writer.content());
                instance.transferTo(new StorageOutput(writer));
                writer.commit();
                return DimseResponse.success();
            }
        }
    }

    private static Cause cause(DimseRequest request, InstanceReference reference) {
        return new Cause(
                Cause.Kind.DICOM,
                request.callingAeTitle(),
                reference.sopInstanceUid().value(),
                request.origin());
    }

    /** What the data set says of itself must agree with the command and name study and series. */
    private static Optional<DimseResponse> mismatch(InstanceReference reference, DataSet header) {
        if (!header.text(Tags.SOP_CLASS_UID).equals(reference.sopClassUid().value())) {
            return Optional.of(doesNotMatch(Tags.SOP_CLASS_UID, "is not that of the command"));
        }
        if (!header.text(Tags.SOP_INSTANCE_UID)
                .equals(reference.sopInstanceUid().value())) {
            return Optional.of(doesNotMatch(Tags.SOP_INSTANCE_UID, "is not that of the command"));
        }
        for (Tag tag : List.of(Tags.STUDY_INSTANCE_UID, Tags.SERIES_INSTANCE_UID)) {
            if (!Uid.isUsable(header.text(tag))) {
                return Optional.of(doesNotMatch(tag, "is missing or no UID"));
            }
        }
        return Optional.empty();
    }

    private static DimseResponse doesNotMatch(Tag tag, String problem) {
        return DimseResponse.of(Status.DOES_NOT_MATCH_SOP_CLASS, tag + " " + problem)
                .withOffendingElements(List.of(tag));
    }

    private static InstanceHeader header(InstanceReference reference, TransferSyntax transferSyntax, DataSet header) {
        return new InstanceHeader(
                reference,
                transferSyntax.uid(),
                header.uid(Tags.STUDY_INSTANCE_UID).orElseThrow(),
                header.uid(Tags.SERIES_INSTANCE_UID).orElseThrow(),
                header);
    }

    private static DimseResponse refusal(StorageException e) {
        return switch (e.reason()) {
            case CONFLICT ->
                DimseResponse.of(CONFLICTING_INSTANCE, "other content is kept under this SOP instance UID");
            case OUT_OF_SPACE -> DimseResponse.of(Status.OUT_OF_RESOURCES, "no room is left");
            case NOT_FOUND, FAILED -> DimseResponse.of(Status.OUT_OF_RESOURCES, "the instance could not be kept");
        };
    }

    /** The content of an instance as a channel. A failure is a {@link StorageException}, unlike one of the association. */
    private record StorageOutput(InstanceWriter writer) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer bytes) {
            int count = bytes.remaining();
            writer.write(bytes);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // the writer is closed by its owner
        }
    }
}
