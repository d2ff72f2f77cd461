package io.github.swfsdk.storage.internal.recovery;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.storage.internal.digest.Sha256;
import io.github.swfsdk.storage.internal.layout.ContentTree;
import io.github.swfsdk.storage.internal.layout.Disk;
import io.github.swfsdk.storage.internal.layout.IdentityIndex;
import io.github.swfsdk.storage.internal.layout.Incoming;
import io.github.swfsdk.storage.internal.layout.IndexEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cleans the {@link Incoming} folder when a storage is opened. An entry file there tells of a commit that a crash cut short:
 * if its content had reached its place whole, the commit is finished; else its content, which nobody was told of, is dropped.
 * The effort depends on what was under way, not on how much is kept.
 */
public final class IncomingRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(IncomingRecovery.class);

    private final Incoming incoming;
    private final ContentTree content;
    private final IdentityIndex index;
    private final Disk disk;

    /** Prepares the recovery of one storage. */
    public IncomingRecovery(Incoming incoming, ContentTree content, IdentityIndex index, Disk disk) {
        this.incoming = incoming;
        this.content = content;
        this.index = index;
        this.disk = disk;
    }

    /** Finishes or drops everything; may be repeated if it is itself cut short. */
    public void run() throws IOException {
        for (Path file : incoming.entries()) {
            recover(file);
        }
        int dropped = 0;
        for (Path file : incoming.parts()) {
            disk.delete(file);
            dropped++;
        }
        if (dropped > 0) {
            LOG.warn("dropped {} instances whose writing was not committed", dropped);
        }
    }

    private void recover(Path file) throws IOException {
        IndexEntry entry;
        try {
            entry = IdentityIndex.read(file);
        } catch (IOException e) {
            // its content is moved only after the whole entry is on the medium, so there is nothing to finish
            LOG.warn("dropped an index entry whose writing was cut short: {}", e.getMessage());
            disk.delete(file);
            return;
        }
        Uid uid = entry.instance().reference().sopInstanceUid();
        if (index.find(uid).isPresent()) {
            LOG.warn("dropped a second entry of instance {}", uid);
            disk.delete(file);
        } else if (isWhole(entry)) {
            content.makeDurable(entry);
            index.publish(file, uid);
            LOG.warn("finished the commit of instance {}, whose content was in place and not in the index", uid);
        } else {
            content.remove(entry);
            disk.delete(file);
            LOG.warn("dropped instance {}, whose commit was cut short", uid);
        }
    }

    private boolean isWhole(IndexEntry entry) throws IOException {
        if (!content.seemsWhole(entry)) {
            return false;
        }
        try (InputStream in = content.open(entry)) {
            return Sha256.of(in).equals(entry.instance().sha256());
        }
    }
}
