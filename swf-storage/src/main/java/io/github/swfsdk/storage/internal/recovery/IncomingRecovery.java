package io.github.swfsdk.storage.internal.recovery;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.storage.internal.digest.Sha256;
import io.github.swfsdk.storage.internal.layout.ContentTree;
import io.github.swfsdk.storage.internal.layout.Disk;
import io.github.swfsdk.storage.internal.layout.FolderSync;
import io.github.swfsdk.storage.internal.layout.IdentityIndex;
import io.github.swfsdk.storage.internal.layout.Incoming;
import io.github.swfsdk.storage.internal.layout.IndexEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cleans the {@link Incoming} folder when a storage is opened. An entry file there tells of a commit that a crash cut short:
 * if its content had reached its place whole, the commit is finished; else its content, which nobody was told of, is dropped.
 * Content there whose entry has reached the index follows it. The effort depends on what was under way, not on how much is
 * kept.
 */
public final class IncomingRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(IncomingRecovery.class);

    private final Incoming incoming;
    private final ContentTree content;
    private final IdentityIndex index;
    private final Disk disk;
    private final FolderSync sync;

    /** Prepares the recovery of one storage. */
    public IncomingRecovery(Incoming incoming, ContentTree content, IdentityIndex index, Disk disk, FolderSync sync) {
        this.incoming = incoming;
        this.content = content;
        this.index = index;
        this.disk = disk;
        this.sync = sync;
    }

    /** Finishes or drops everything; may be repeated if it is itself cut short. */
    public void run() throws IOException {
        for (Path file : incoming.entries()) {
            recover(file);
        }
        int dropped = 0;
        for (Path file : incoming.parts()) {
            if (!moveToItsEntry(file)) {
                disk.delete(file);
                dropped++;
            }
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
            sync.await(content.folderOf(entry)); // first, as what else is left of the commit is this entry
            sync.await(index.publish(file, uid));
            LOG.warn("finished the commit of instance {}, whose content was in place and not in the index", uid);
        } else {
            content.remove(entry);
            disk.delete(file);
            LOG.warn("dropped instance {}, whose commit was cut short", uid);
        }
    }

    /** Finishes a commit of which a loss of power has kept the second renaming and not the first. */
    private boolean moveToItsEntry(Path part) throws IOException {
        Optional<Uid> uid = Incoming.instanceOf(part);
        Optional<IndexEntry> entry = uid.isEmpty() ? Optional.empty() : index.find(uid.get());
        if (entry.isEmpty() || isWhole(entry.get()) || !hasDigestOf(entry.get(), part)) {
            return false;
        }
        sync.await(content.publish(part, entry.get()));
        LOG.warn("moved the content of instance {} to its place, whose entry was in the index", uid.get());
        return true;
    }

    private static boolean hasDigestOf(IndexEntry entry, Path part) throws IOException {
        try (InputStream in = Files.newInputStream(part, LinkOption.NOFOLLOW_LINKS)) {
            return Sha256.of(in).equals(entry.instance().sha256());
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
