package io.github.swfsdk.storage.file;

import io.github.swfsdk.storage.internal.layout.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A disk that fails a chosen operation, and that forgets what was not synced when the power goes: of a file without sync
 * any part may be missing, and a name whose folder was not synced may or may not be there. Nothing is synced in fact.
 */
final class FailingDisk implements Disk {
    /** What happens at the chosen operation. */
    enum Failure {
        /** It fails; everything after it works. */
        ONCE,
        /** It and all that follow fail: the process is gone. */
        FOR_GOOD
    }

    private final Disk disk = Disk.local();
    private final Deque<NameChange> unsyncedNames = new ArrayDeque<>();
    private final Map<FileChannel, Path> files = new HashMap<>();
    private final Map<Path, Long> unsyncedContent = new HashMap<>();
    private final String message;
    private int operations;
    private int failAt = -1;
    private Failure failure = Failure.ONCE;

    FailingDisk(String message) {
        this.message = message;
    }

    /** Arms the disk: of the operations from now on, this one fails, counted from 0. */
    void failAt(int operation, Failure how) {
        operations = 0;
        failAt = operation;
        failure = how;
    }

    boolean hasFailed() {
        return failAt >= 0 && operations > failAt;
    }

    /** The power goes. Call it while nothing else is at work; then open the folder anew. */
    void losePower(Random random) throws IOException {
        while (!unsyncedNames.isEmpty()) {
            NameChange change = unsyncedNames.removeLast();
            if (random.nextBoolean()) {
                change.undo.run();
            }
        }
        for (Map.Entry<Path, Long> file : unsyncedContent.entrySet()) {
            if (Files.exists(file.getKey(), LinkOption.NOFOLLOW_LINKS)) {
                try (FileChannel channel = FileChannel.open(file.getKey(), StandardOpenOption.WRITE)) {
                    channel.truncate(
                            file.getValue() + (long) (random.nextDouble() * (channel.size() + 1 - file.getValue())));
                }
            }
        }
        unsyncedContent.clear();
    }

    @Override
    public FileChannel create(Path file) throws IOException {
        step();
        FileChannel channel = disk.create(file);
        files.put(channel, file);
        unsyncedContent.put(file, 0L);
        unsyncedNames.add(new NameChange(file.getParent(), () -> Files.deleteIfExists(file)));
        return channel;
    }

    @Override
    public void write(FileChannel file, ByteBuffer bytes) throws IOException {
        step();
        disk.write(file, bytes);
    }

    @Override
    public void force(FileChannel file) throws IOException {
        step();
        unsyncedContent.remove(files.remove(file));
    }

    @Override
    public void force(Path file) throws IOException {
        step();
        unsyncedContent.remove(file);
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        step();
        if (!Files.exists(folder)) {
            unsyncedNames.add(new NameChange(folder.getParent(), () -> deleteAll(folder)));
        }
        disk.createFolder(folder);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        step();
        unsyncedNames.removeIf(change -> change.folder.equals(folder));
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        step();
        disk.move(from, to);
        followUnsynced(from, to);
        // a name is either the old or the new one: file systems with a journal rename at once
        unsyncedNames.add(new NameChange(to.getParent(), () -> {
            if (Files.exists(to)) {
                Files.move(to, from);
                followUnsynced(to, from);
            }
        }));
    }

    private void followUnsynced(Path from, Path to) {
        Long synced = unsyncedContent.remove(from);
        if (synced != null) {
            unsyncedContent.put(to, synced);
        }
    }

    @Override
    public void delete(Path file) throws IOException {
        step();
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = Files.readAllBytes(file);
            unsyncedNames.add(new NameChange(file.getParent(), () -> {
                if (!Files.exists(file)) {
                    Files.write(file, content);
                }
            }));
        }
        disk.delete(file);
    }

    private void step() throws IOException {
        int operation = operations++;
        if (failAt >= 0 && (operation == failAt || operation > failAt && failure == Failure.FOR_GOOD)) {
            throw new IOException(message);
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private record NameChange(Path folder, Undo undo) {}

    @FunctionalInterface
    private interface Undo {
        void run() throws IOException;
    }
}
