package io.github.swfsdk.storage.internal.layout;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The content of instances in four levels: {@code p-<patient>/st-<study>/se-<series>/i-<instance>.dcm}. What lies here
 * counts only if the {@link IdentityIndex} names it. Thread-safe.
 */
public final class ContentTree {
    private static final int REMEMBERED_FOLDERS = 1024;

    private final Path folder;
    private final Disk disk;
    private final FolderSync sync;
    private final Object lock = new Object();

    /** Series folders whose names, up to the root, are known to be on the medium; the least recently used is forgotten. */
    @GuardedBy("lock")
    private final Map<Path, Boolean> durableFolders = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Boolean> eldest) {
            return size() > REMEMBERED_FOLDERS;
        }
    };

    /** A tree below this folder. */
    public ContentTree(Path folder, Disk disk, FolderSync sync) {
        this.folder = folder;
        this.disk = disk;
        this.sync = sync;
    }

    /** Creates the folder of all content. */
    public void create() throws IOException {
        disk.createFolder(folder);
    }

    /**
     * Moves written and synced content to its place, in place of content that the index does not name, and returns the folder
     * whose sync makes it stay there.
     */
    public Path publish(Path written, IndexEntry entry) throws IOException {
        Path series = folderOf(entry);
        disk.move(written, file(entry));
        return series;
    }

    /** The folder with the content of an entry, whose own name is on the medium. */
    public Path folderOf(IndexEntry entry) throws IOException {
        return makeDurable(entry.seriesFolder());
    }

    /** Removes the content, if it is there. */
    public void remove(IndexEntry entry) throws IOException {
        if (Files.exists(file(entry), LinkOption.NOFOLLOW_LINKS)) {
            disk.delete(file(entry));
            sync.await(folder.resolve(entry.seriesFolder()));
        }
    }

    /** Opens the content for reading. */
    public InputStream open(IndexEntry entry) throws IOException {
        return Files.newInputStream(file(entry), LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether a file of the right size is there: a look at its name only. */
    public boolean seemsWhole(IndexEntry entry) throws IOException {
        Path file = file(entry);
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.size(file) == entry.instance().size();
    }

    private Path file(IndexEntry entry) {
        return folder.resolve(entry.contentFile());
    }

    /**
     * Creates what is missing of the three levels. A level that is there may have been created a moment ago by another
     * thread, or before a crash, and its name may not be on the medium: so each level is synced once.
     */
    private Path makeDurable(Path levels) throws IOException {
        Path series = folder.resolve(levels);
        synchronized (lock) {
            if (durableFolders.get(series) != null && Files.isDirectory(series, LinkOption.NOFOLLOW_LINKS)) {
                return series;
            }
        }
        Path parent = folder;
        for (Path level : levels) {
            Path child = parent.resolve(level);
            disk.createFolder(child);
            disk.forceFolder(parent);
            parent = child;
        }
        synchronized (lock) {
            durableFolders.put(series, Boolean.TRUE);
        }
        return series;
    }
}
