package io.github.swfsdk.dicom;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.api.workflow.Spool;
import io.github.swfsdk.dicom.io.DicomFileReader;
import io.github.swfsdk.dicom.io.ReadOptions;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes from a spool what an end of the process has left behind: instances of steps about which nothing is owed any more, whose
 * removal was cut short. It reads the header of each instance that no running step has.
 */
final class SpoolCleaning {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolCleaning.class);

    private final Spool spool;

    SpoolCleaning(Spool spool) {
        this.spool = spool;
    }

    /** To be called before anything is delivered. */
    void run(Collection<RunningStep> running) {
        Set<Uid> named = new HashSet<>();
        Set<Uid> steps = new HashSet<>();
        for (RunningStep step : running) {
            steps.add(step.performedStep().sopInstanceUid());
            step.instances().forEach(instance -> named.add(instance.sopInstanceUid()));
        }
        List<Uid> needless;
        try (Stream<StoredInstance> kept = spool.instances().list()) {
            needless = kept.map(instance -> instance.reference().sopInstanceUid())
                    .filter(instance -> !named.contains(instance) && !isOwed(instance, steps))
                    .toList();
        }
        needless.forEach(spool::remove);
        if (!needless.isEmpty()) {
            LOG.info("removed {} instances from the spool that are owed to nobody", needless.size());
        }
    }

    /** Whether it is of a step that has ended and about which something is owed; one that runs names what it has. */
    private boolean isOwed(Uid instance, Set<Uid> running) {
        return stepOf(instance)
                .filter(step -> !running.contains(step))
                .filter(step -> spool.outbox().owes(step.value()))
                .isPresent();
    }

    private Optional<Uid> stepOf(Uid instance) {
        try (DicomFileReader file = DicomFileReader.open(spool.instances().open(instance), ReadOptions.forFiles())) {
            DataSet header = file.readHeader();
            return header.item(Tags.REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE)
                    .flatMap(item -> item.uid(Tags.REFERENCED_SOP_INSTANCE_UID));
        } catch (IOException e) {
            throw new StorageException(StorageException.Reason.FAILED, "the spool cannot be read", e);
        }
    }
}
