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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finishes or drops what is in the {@link Incoming} folder when a storage is opened. An entry file there tells of a commit that a
 * crash cut short, or whose renamings a loss of power has undone: if its content is whole, beside it or in its place, the
 * commit is finished; else nobody was told of it, and it is dropped. Content there whose entry has reached the index follows
 * it. The effort depends on what was under way, or not yet on the medium, and not on how much is kept.
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
        List<Commit> unfinished = new ArrayList<>();
        List<Commit> commits = commits();
        for (Commit commit : commits) {
            if (!finish(commit)) {
                unfinished.add(commit);
            }
        }
        int finished = commits.size() - unfinished.size();
        if (finished > 0) {
            LOG.warn("finished {} commits that were cut short, or whose renamings were lost", finished);
        }
        for (Commit commit : unfinished) { // last, as another commit of the same instance may have had this place
            drop(commit);
        }
        dropParts();
    }

    /** The commits whose entry is whole, the latest first: of two of one instance, the earlier one was told to have failed. */
    private List<Commit> commits() throws IOException {
        List<Commit> commits = new ArrayList<>();
        for (Path file : incoming.entries()) {
            byte[] text = IdentityIndex.bytes(file); // if this fails, the commit may hold
            try {
                commits.add(new Commit(file, IndexEntry.decode(text)));
            } catch (IOException e) {
                LOG.warn("dropped an index entry whose writing was cut short: {}", e.getMessage());
                disk.delete(file);
            }
        }
        commits.sort(Comparator.comparing(Commit::storedAt).reversed());
        return commits;
    }

    /** Finishes a commit if its content is whole; false if there is nothing to finish. */
    private boolean finish(Commit commit) throws IOException {
        if (index.find(commit.uid()).isPresent()) {
            return false;
        }
        if (!isWhole(commit.entry())) {
            Path part = Incoming.partOf(commit.file());
            if (Files.notExists(part, LinkOption.NOFOLLOW_LINKS) || !hasDigestOf(commit.entry(), part)) {
                return false;
            }
            makeDurable(commit, part);
            content.publish(part, commit.entry());
        }
        sync.await(content.folderOf(commit.entry())); // first, as what else is left of the commit is this entry
        sync.await(index.publish(commit.file(), commit.uid()));
        LOG.info("finished the commit of instance {}", commit.uid());
        return true;
    }

    /** A kill, which leaves all that was written, may have come before any of these syncs. */
    private void makeDurable(Commit commit, Path part) throws IOException {
        disk.force(part);
        disk.force(commit.file());
        incoming.sync();
    }

    private void drop(Commit commit) throws IOException {
        if (index.find(commit.uid()).isPresent()) {
            LOG.warn("dropped a second entry of instance {}", commit.uid());
        } else {
            content.remove(commit.entry());
            LOG.warn("dropped instance {}, whose commit was cut short", commit.uid());
        }
        disk.delete(commit.file());
    }

    private void dropParts() throws IOException {
        int dropped = 0;
        for (Path part : incoming.parts()) {
            if (!moveToItsEntry(part)) {
                disk.delete(part);
                dropped++;
            }
        }
        if (dropped > 0) {
            LOG.warn("dropped {} instances whose writing was not committed", dropped);
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
        return hasDigestOf(entry, Files.newInputStream(part, LinkOption.NOFOLLOW_LINKS));
    }

    private static boolean hasDigestOf(IndexEntry entry, InputStream opened) throws IOException {
        try (opened) {
            return Sha256.of(opened).equals(entry.instance().sha256());
        }
    }

    private boolean isWhole(IndexEntry entry) throws IOException {
        return content.seemsWhole(entry) && hasDigestOf(entry, content.open(entry));
    }

    /** A commit that was under way, and the file with its entry. */
    private record Commit(Path file, IndexEntry entry) {
        Uid uid() {
            return entry.instance().reference().sopInstanceUid();
        }

        Instant storedAt() {
            return entry.instance().storedAt();
        }
    }
}
