package io.github.swfsdk.storage.internal.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FolderSyncTest {
    private static final Path FIRST = Path.of("first");
    private static final Path SECOND = Path.of("second");
    private static final Path THIRD = Path.of("third");

    private final Folders disk = new Folders();
    private final FolderSync sync = new FolderSync(disk, Duration.ofSeconds(30));

    @Test
    void aloneEachCallSyncsItsFolders() throws Exception {
        disk.release();
        sync.await(FIRST, SECOND);
        sync.await(FIRST);

        assertThat(disk.synced).containsExactly(FIRST, SECOND, FIRST);
    }

    @Test
    void thoseWhoComeDuringASyncShareTheNextOfEachFolder() throws Exception {
        Waiter leader = new Waiter(FIRST);
        disk.awaitBegin();
        List<Waiter> others =
                Stream.generate(() -> new Waiter(SECOND, FIRST, THIRD)).limit(3).toList();
        for (Waiter other : others) {
            other.awaitWaiting();
        }
        assertThat(disk.synced).isEmpty();
        disk.release();

        leader.get();
        for (Waiter other : others) {
            other.get();
        }
        // once more the first one: the sync under way may have missed what the others changed in it
        assertThat(disk.synced).containsExactly(FIRST, SECOND, FIRST, THIRD);
    }

    @Test
    void whatTheOneWhoSyncedFailedToSyncTheOthersSyncThemselves() throws Exception {
        Waiter leader = new Waiter(FIRST);
        disk.awaitBegin();
        Waiter second = new Waiter(SECOND);
        second.awaitWaiting();
        Waiter third = new Waiter(THIRD);
        third.awaitWaiting();
        disk.failNext();
        disk.release();

        leader.get();
        boolean secondFailed = second.hasFailed();
        assertThat(third.hasFailed()).isEqualTo(!secondFailed);
        assertThat(disk.synced).contains(secondFailed ? THIRD : SECOND);
    }

    @Test
    void aFailureIsToldToTheOneWhoSyncs() {
        disk.failNext();
        disk.release();

        assertThatThrownBy(() -> sync.await(FIRST)).isInstanceOf(IOException.class);
    }

    /** A thread that changed folders and waits for them. */
    private final class Waiter {
        private final FutureTask<@Nullable Void> task;
        private final Thread thread;

        Waiter(Path... folders) {
            task = new FutureTask<>(() -> {
                sync.await(folders);
                return null;
            });
            thread = new Thread(task);
            thread.setDaemon(true);
            thread.start();
        }

        void awaitWaiting() {
            await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        }

        void get() throws Exception {
            task.get(30, TimeUnit.SECONDS);
        }

        boolean hasFailed() throws Exception {
            try {
                get();
                return false;
            } catch (ExecutionException e) {
                assertThat(e).hasRootCauseMessage("no sync");
                return true;
            }
        }
    }

    /** Notes what was synced, and begins no sync to the end before it is released. */
    private static final class Folders implements Disk {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private final List<Path> synced = new CopyOnWriteArrayList<>();
        private volatile boolean failsNext;

        void awaitBegin() throws InterruptedException {
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        }

        /** Lets the sync after the one that is being held fail, or the next if none is. */
        void failNext() {
            failsNext = true;
        }

        void release() {
            released.countDown();
        }

        @Override
        public void forceFolder(Path folder) throws IOException {
            boolean fails = failsNext;
            begun.countDown();
            hold();
            if (fails) {
                failsNext = false;
                throw new IOException("no sync");
            }
            synced.add(folder);
        }

        private void hold() throws IOException {
            try {
                assertThat(released.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public FileChannel create(Path file) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(FileChannel file, ByteBuffer bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void force(FileChannel file) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void force(Path file) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void createFolder(Path folder) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void move(Path from, Path to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(Path file) {
            throw new UnsupportedOperationException();
        }
    }
}
