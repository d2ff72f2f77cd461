package io.github.swfsdk.storage.durability;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.storage.InstanceWriter;
import io.github.swfsdk.api.storage.StorageBackend;
import io.github.swfsdk.api.testkit.ExamFixtures;
import io.github.swfsdk.api.workflow.OrderRecord;
import io.github.swfsdk.api.workflow.WorkflowStore;
import io.github.swfsdk.storage.chunked.ChunkedStorage;
import io.github.swfsdk.storage.chunked.FileChunks;
import io.github.swfsdk.storage.file.FileStorage;
import io.github.swfsdk.storage.jdbc.BlobStorage;
import io.github.swfsdk.storage.jdbc.EagerReuse;
import io.github.swfsdk.storage.jdbc.EmbeddedDatabase;
import io.github.swfsdk.storage.jdbc.JdbcWorkflowStore;
import io.github.swfsdk.storage.jdbc.TestCodec;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A program of its own that the proofs run: it keeps numbered orders, and instances if asked to, in files or in every backend,
 * and writes a line {@code ACK <number>} to its standard output, in one system call, after each has been kept.
 *
 * <p>Arguments: {@code orders|files|instances}, a folder, number of threads, first number, and how many.
 */
final class Acknowledging implements AutoCloseable {
    private static final OutputStream OUT = new FileOutputStream(FileDescriptor.out);

    private final EmbeddedDatabase database;
    private final WorkflowStore orders;
    private final List<StorageBackend> backends = new ArrayList<>();

    /** Opens what there is in this folder; {@code kept} is that of the arguments. */
    Acknowledging(Path folder, String kept) {
        database = EmbeddedDatabase.open(folder.resolve("db"));
        EagerReuse.of(database.dataSource());
        orders = JdbcWorkflowStore.on(database.dataSource(), new TestCodec());
        if (!kept.equals("orders")) {
            backends.add(FileStorage.at(folder.resolve("files")));
        }
        if (kept.equals("instances")) {
            backends.add(BlobStorage.on(database.dataSource()));
            backends.add(ChunkedStorage.on(database.dataSource(), FileChunks.at(folder.resolve("chunks"))));
        }
    }

    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[2]);
        AtomicInteger next = new AtomicInteger(Integer.parseInt(arguments[3]));
        int end = next.get() + Integer.parseInt(arguments[4]);
        try (Acknowledging program = new Acknowledging(Path.of(arguments[1]), arguments[0])) {
            List<Thread> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Thread worker = new Thread(() -> program.work(next, end));
                worker.start();
                workers.add(worker);
            }
            for (Thread worker : workers) {
                worker.join();
            }
        }
    }

    /** The order with this number; its accession number cannot be missed in a dump. */
    static OrderRecord order(int number) {
        return ExamFixtures.record(ExamFixtures.order(marker(number), ExamFixtures.study(number), "S1"));
    }

    static String marker(int number) {
        return String.format("ORDER-%06d-MARK", number);
    }

    static Uid instance(int number) {
        return Uid.of("1.2.3.4.7." + number);
    }

    static void acknowledge(int number) {
        try {
            OUT.write(("ACK " + number + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException("nobody listens", e);
        }
    }

    WorkflowStore orders() {
        return orders;
    }

    List<StorageBackend> backends() {
        return backends;
    }

    @Override
    public void close() {
        backends.forEach(StorageBackend::close);
        orders.close();
        database.close();
    }

    private void work(AtomicInteger next, int end) {
        for (int number = next.getAndIncrement(); number < end; number = next.getAndIncrement()) {
            keep(number);
            acknowledge(number);
        }
    }

    private void keep(int number) {
        orders.transact(transaction -> {
            transaction.save(order(number));
            return number;
        });
        for (StorageBackend backend : backends) {
            try (InstanceWriter writer = backend.begin(header(number))) {
                writer.content().write(marker(number).repeat(5000).getBytes(StandardCharsets.US_ASCII));
                writer.commit();
            } catch (IOException e) {
                throw new IllegalStateException("a backend fails with its own exception", e);
            }
        }
    }

    private static InstanceHeader header(int number) {
        return new InstanceHeader(
                new InstanceReference(Uids.CT_IMAGE_STORAGE, instance(number)),
                Uids.EXPLICIT_VR_LITTLE_ENDIAN,
                ExamFixtures.study(number % 5),
                Uid.of("1.2.3.4.8." + number % 7),
                DataSet.builder().put(Tags.PATIENT_ID, "P" + number % 3).build());
    }
}
