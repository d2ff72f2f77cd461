package io.github.swfsdk.storage.internal.layout;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.swfsdk.storage.internal.sync.GroupSync;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Brings the names in folders to the medium, for all threads that wait for that at the moment: one of them syncs every folder
 * that any of them has changed, one after the other. A file system with a journal brings all of them with the first, so each
 * further one costs little. Thread-safe.
 */
public final class FolderSync {
    private final Disk disk;
    private final GroupSync group;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private Set<Path> changed = new LinkedHashSet<>();

    /** Creates a group whose members wait no longer than this for the sync of another. */
    public FolderSync(Disk disk, Duration patience) {
        this.disk = disk;
        this.group = new GroupSync(patience);
    }

    /** Returns when the names are on the medium that these folders had before the call. */
    public void await(Path... folders) throws IOException {
        add(List.of(folders));
        group.await(this::sync);
    }

    private void sync() throws IOException {
        Set<Path> folders;
        synchronized (lock) {
            folders = changed;
            changed = new LinkedHashSet<>();
        }
        try {
            for (Path folder : folders) {
                disk.forceFolder(folder);
            }
        } catch (IOException | RuntimeException e) {
            add(folders); // of others too, who try their own
            throw e;
        }
    }

    private void add(Collection<Path> folders) {
        synchronized (lock) {
            changed.addAll(folders);
        }
    }
}
