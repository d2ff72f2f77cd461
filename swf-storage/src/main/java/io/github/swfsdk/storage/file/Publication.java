package io.github.swfsdk.storage.file;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StorageException.Reason;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.storage.internal.layout.ContentTree;
import io.github.swfsdk.storage.internal.layout.FolderSync;
import io.github.swfsdk.storage.internal.layout.IdentityIndex;
import io.github.swfsdk.storage.internal.layout.Incoming;
import io.github.swfsdk.storage.internal.layout.IndexEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Makes synced content visible: content first, index second. Commits of one identity come one after the other, so that the
 * first decides; others run at the same time. Thread-safe.
 */
final class Publication {
    private final Incoming incoming;
    private final ContentTree content;
    private final IdentityIndex index;
    private final FolderSync sync;
    /** An identity has one of these; they are held while the disk works, which is what they are for. */
    private final ReentrantLock[] locks =
            Stream.generate(ReentrantLock::new).limit(256).toArray(ReentrantLock[]::new);

    Publication(Incoming incoming, ContentTree content, IdentityIndex index, FolderSync sync) {
        this.incoming = incoming;
        this.content = content;
        this.index = index;
        this.sync = sync;
    }

    /**
     * Publishes the content of a file that is written and synced, and returns the entry that the index has then: another one
     * if the same content was there before. The file is gone from its folder if it was needed.
     */
    IndexEntry publish(Path part, IndexEntry entry) throws IOException {
        Uid uid = entry.instance().reference().sopInstanceUid();
        ReentrantLock lock = locks[Math.floorMod(uid.hashCode(), locks.length)];
        lock.lock();
        try {
            Optional<IndexEntry> kept = index.find(uid);
            if (kept.isPresent()) {
                return again(part, entry, kept.get());
            }
            publishNew(part, entry, uid);
            return entry;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes an instance away, in the opposite order: its entry goes back among what is being committed, then the content is
     * removed. If that is cut short, the next start finds a commit to be finished or dropped.
     */
    boolean remove(Uid uid) throws IOException {
        ReentrantLock lock = locks[Math.floorMod(uid.hashCode(), locks.length)];
        lock.lock();
        try {
            Optional<IndexEntry> kept = index.find(uid);
            if (kept.isEmpty()) {
                return false;
            }
            Path entryFile = incoming.newEntry();
            index.withdraw(uid, entryFile);
            incoming.sync();
            sync.await(index.folderOf(uid));
            content.remove(kept.get());
            incoming.remove(entryFile);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private IndexEntry again(Path part, IndexEntry entry, IndexEntry kept) throws IOException {
        StoredInstance old = kept.instance();
        Uid uid = old.reference().sopInstanceUid();
        if (!old.sha256().equals(entry.instance().sha256())) {
            throw new StorageException(Reason.CONFLICT, "other content is kept as instance " + uid);
        }
        if (!content.seemsWhole(kept)) { // lost or cut since: here it is again
            content.publish(part, kept);
        }
        sync.await(content.folderOf(kept), index.folderOf(uid));
        return kept;
    }

    private void publishNew(Path part, IndexEntry entry, Uid uid) throws IOException {
        Path entryFile = incoming.write(entry);
        try {
            Path contents = content.publish(part, entry);
            Path entries = index.publish(entryFile, uid);
            sync.await(contents, entries);
        } catch (IOException | RuntimeException e) {
            takeBack(entryFile, entry, uid, e);
            throw e;
        }
    }

    /** In the order in which nothing becomes visible that is not whole; what fails here, the next start decides. */
    private void takeBack(Path entryFile, IndexEntry entry, Uid uid, Exception failure) {
        try {
            index.remove(uid);
            content.remove(entry);
            incoming.drop(entryFile, failure);
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
