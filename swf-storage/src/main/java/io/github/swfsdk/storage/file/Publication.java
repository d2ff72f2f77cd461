package io.github.swfsdk.storage.file;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StorageException.Reason;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.storage.internal.layout.ContentTree;
import io.github.swfsdk.storage.internal.layout.Disk;
import io.github.swfsdk.storage.internal.layout.FolderSync;
import io.github.swfsdk.storage.internal.layout.IdentityIndex;
import io.github.swfsdk.storage.internal.layout.Incoming;
import io.github.swfsdk.storage.internal.layout.IndexEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Makes written content durable, and then visible: content first, index second. Commits of one identity come one after the
 * other, so that the first decides; others run at the same time. Thread-safe.
 */
final class Publication {
    private final Disk disk;
    private final Incoming incoming;
    private final ContentTree content;
    private final IdentityIndex index;
    private final FolderSync sync;
    /** An identity has one of these; they are held while the disk works, which is what they are for. */
    private final ReentrantLock[] locks =
            Stream.generate(ReentrantLock::new).limit(256).toArray(ReentrantLock[]::new);

    Publication(Disk disk, Incoming incoming, ContentTree content, IdentityIndex index, FolderSync sync) {
        this.disk = disk;
        this.incoming = incoming;
        this.content = content;
        this.index = index;
        this.sync = sync;
    }

    /**
     * Publishes the content of a file that is written and not synced, and returns the entry that the index has then:
     * another one if the same content was there before. The file is gone from its folder then.
     */
    IndexEntry publish(Path part, FileChannel written, IndexEntry entry) throws IOException {
        Uid uid = entry.instance().reference().sopInstanceUid();
        ReentrantLock lock = locks[Math.floorMod(uid.hashCode(), locks.length)];
        lock.lock();
        try {
            Optional<IndexEntry> kept = index.find(uid);
            if (kept.isPresent()) {
                return again(part, written, entry, kept.get());
            }
            publishNew(part, written, entry, uid);
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
            Path entryFile = incoming.newEntry(uid);
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

    private IndexEntry again(Path part, FileChannel written, IndexEntry entry, IndexEntry kept) throws IOException {
        StoredInstance old = kept.instance();
        Uid uid = old.reference().sopInstanceUid();
        if (!old.sha256().equals(entry.instance().sha256())) {
            throw new StorageException(Reason.CONFLICT, "other content is kept as instance " + uid);
        }
        if (content.seemsWhole(kept)) {
            written.close();
            disk.delete(part);
        } else { // lost or cut since: here it is again
            try (written) {
                disk.force(written);
            }
            sync.await(content.publish(part, kept), index.folderOf(uid));
        }
        return kept;
    }

    private void publishNew(Path part, FileChannel written, IndexEntry entry, Uid uid) throws IOException {
        Path entryFile = Incoming.entryOf(part);
        try {
            force(written, entryFile, entry);
            incoming.sync(); // from here on the next start finishes what is left
            content.publish(part, entry);
            index.publish(entryFile, uid);
        } catch (IOException | RuntimeException e) {
            takeBack(entryFile, entry, uid, e);
            throw e;
        }
    }

    private void force(FileChannel written, Path entryFile, IndexEntry entry) throws IOException {
        try (written;
                FileChannel channel = disk.create(entryFile)) {
            disk.write(channel, ByteBuffer.wrap(entry.encode()));
            disk.force(written);
            disk.force(channel);
        }
    }

    /** In the order in which nothing becomes visible that is not whole; what fails here, the next start decides. */
    private void takeBack(Path entryFile, IndexEntry entry, Uid uid, Exception failure) {
        try {
            index.remove(uid);
            incoming.remove(entryFile);
            content.remove(entry);
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
