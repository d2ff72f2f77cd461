package io.github.swfsdk.examples.department;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.github.swfsdk.api.archive.ImageArchive;
import io.github.swfsdk.api.storage.StorageBackend;
import io.github.swfsdk.api.workflow.DepartmentScheduler;
import io.github.swfsdk.api.workflow.FollowUp;
import io.github.swfsdk.api.workflow.OutboxDispatcher;
import io.github.swfsdk.api.workflow.OverdueSteps;
import io.github.swfsdk.api.workflow.WorkflowStore;
import io.github.swfsdk.api.worklist.WorklistProvider;
import io.github.swfsdk.api.worklist.WorklistProviders;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.DicomServer;
import io.github.swfsdk.dicom.net.AccessPolicy;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.AssociationPool;
import io.github.swfsdk.dicom.service.CommitmentResultSender;
import io.github.swfsdk.dicom.service.CommitmentService;
import io.github.swfsdk.dicom.service.MppsService;
import io.github.swfsdk.dicom.service.PerformedStepSender;
import io.github.swfsdk.dicom.service.StorageService;
import io.github.swfsdk.dicom.service.WorklistFolder;
import io.github.swfsdk.dicom.service.WorklistService;
import io.github.swfsdk.hl7.Hl7Server;
import io.github.swfsdk.storage.chunked.ChunkedStorage;
import io.github.swfsdk.storage.chunked.FileChunks;
import io.github.swfsdk.storage.file.FileStorage;
import io.github.swfsdk.storage.jdbc.BlobStorage;
import io.github.swfsdk.storage.jdbc.EmbeddedDatabase;
import io.github.swfsdk.storage.jdbc.JdbcWorkflowStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * A radiology department in one process, wired from the parts of the SDK: order filler with HL7 intake, worklist and
 * performed steps; image archive with storage and commitment; a database and a place for content below one folder.
 * Thread-safe.
 *
 * <p>Orders, performed steps and images that were acknowledged are there again when a department is started on the same
 * folder, however the last one ended.
 */
public final class Department implements AutoCloseable {
    private final OpenParts parts = new OpenParts();
    private final StorageBackend storage;
    private final DepartmentScheduler scheduler;
    private final DicomServer dicom;
    private final Hl7Server hl7;
    private final HealthEndpoint health;

    private Department(DepartmentOptions options) throws IOException {
        try {
            Files.createDirectories(options.data());
            DataSource database = openDatabase(options);
            WorkflowStore store = parts.open(JdbcWorkflowStore.on(database));
            storage = parts.open(openStorage(options, database));
            DepartmentScheduler.Builder scheduling = DepartmentScheduler.builder(store)
                    .forwardPerformedStepsTo(options.forwardTo().toArray(String[]::new));
            options.incompleteOrders().applyTo(scheduling);
            scheduler = scheduling.build();

            DicomClient.Builder calling = DicomClient.builder(options.aeTitle()).associations(options.associations());
            options.tls().ifPresent(calling::tls);
            AssociationPool calls = parts.open(AssociationPool.builder(calling.build())
                    .retryAfter(Duration.ofSeconds(1), Duration.ofSeconds(5)) // the outbox has pauses of its own
                    .build());
            AddressBook peers = new AddressBook(options.peers());
            CommitmentResultSender results = CommitmentResultSender.of(calls, peers::find);
            PerformedStepSender performedSteps = PerformedStepSender.of(calls, peers::find);
            ImageArchive archive = ImageArchive.builder()
                    .backend(storage)
                    .outbox(scheduler.outbox())
                    .reporter(results)
                    .withheld(scheduler.withheld())
                    .listener(scheduler.archiveEvents())
                    .build();
            if (options.databaseUrl().isEmpty()) {
                store.outbox().retryNow(); // the database is of this process alone
            }
            parts.open(OutboxDispatcher.on(scheduler.outbox(), new DeliveryLog())
                    .sender(FollowUp.Kind.COMMITMENT_REPORT, archive.commitmentReports())
                    .sender(FollowUp.Kind.MPPS_CREATE, performedSteps)
                    .sender(FollowUp.Kind.MPPS_SET, performedSteps)
                    .start());
            options.stepLimit()
                    .ifPresent(limit -> parts.open(OverdueSteps.of(scheduler, limit)
                            .listener(DeliveryLog::overdue, DeliveryLog::overdueFailed)
                            .start()));

            DicomServer.Builder listening = DicomServer.builder();
            options.tls().ifPresent(listening::tls);
            dicom = parts.open(listening
                    .ae(options.aeTitle(), options.dicomPort())
                    .bind(options.bind())
                    .access(access(options))
                    .associations(options.associations())
                    .host(worklistService(options))
                    .host(MppsService.of(scheduler.performedSteps(), scheduler.performedStepStore()))
                    .host(StorageService.of(archive.instances()))
                    .host(CommitmentService.of(archive.commitments(), results))
                    .start());
            hl7 = parts.open(Hl7Server.builder()
                    .bind(options.bind())
                    .port(options.hl7Port())
                    .orders(scheduler.orders())
                    .patients(scheduler.patients())
                    .start());
            health = parts.open(HealthEndpoint.start(
                    new InetSocketAddress(options.bind(), options.httpPort()),
                    dicom.port(),
                    hl7.port(),
                    store.outbox()::size,
                    Clock.systemUTC()));
        } catch (IOException | RuntimeException e) {
            parts.closeAfter(e);
            throw e;
        }
    }

    /**
     * Opens what is kept and accepts connections from now on.
     *
     * @throws IOException if a port is taken or the folder cannot be used
     */
    public static Department start(DepartmentOptions options) throws IOException {
        return new Department(options);
    }

    /** The port for DICOM. */
    public int dicomPort() {
        return dicom.port();
    }

    /** The port for HL7. */
    public int hl7Port() {
        return hl7.port();
    }

    /** The port for HTTP. */
    public int httpPort() {
        return health.port();
    }

    /** The order filler, to look into its orders. */
    public DepartmentScheduler scheduler() {
        return scheduler;
    }

    /** Where the content of instances is kept, to look into it. */
    public StorageBackend storage() {
        return storage;
    }

    /** Accepts nothing more, lets what is under way end within its deadlines, and closes everything. Idempotent. */
    @Override
    public void close() {
        parts.close();
    }

    private DataSource openDatabase(DepartmentOptions options) throws IOException {
        if (options.databaseUrl().isEmpty()) {
            return parts.open(EmbeddedDatabase.open(databaseIn(options.data()))).dataSource();
        }
        return parts.open(connect(options.databaseUrl().get()));
    }

    /** Where the embedded database of a department is. */
    static Path databaseIn(Path data) {
        return data.resolve("database");
    }

    /** Connects to a database, without saying its URL in a failure. */
    static HikariDataSource connect(String url) throws IOException {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url);
        try {
            return new HikariDataSource(pool);
        } catch (HikariPool.PoolInitializationException e) {
            throw new IOException("the database cannot be opened: " + e.getMessage(), e);
        } catch (RuntimeException e) { // its message shows the URL, which may hold a password
            throw new IOException("no JDBC driver takes the database URL", e);
        }
    }

    private StorageBackend openStorage(DepartmentOptions options, DataSource database) {
        Path data = options.data();
        return switch (options.storage()) {
            case FILE -> FileStorage.at(data.resolve("images"));
            case BLOB -> BlobStorage.on(database);
            case CHUNKED -> ChunkedStorage.on(database, parts.open(FileChunks.at(data.resolve("chunks"))));
        };
    }

    private WorklistService worklistService(DepartmentOptions options) throws IOException {
        WorklistService service = WorklistService.of(worklist(options));
        return options.worklistProfiles().map(service::withProfiles).orElse(service);
    }

    private WorklistProvider worklist(DepartmentOptions options) throws IOException {
        WorklistProvider orders = scheduler.worklist();
        return options.worklist().isPresent()
                ? WorklistProviders.merged(
                        List.of(orders, WorklistFolder.at(options.worklist().get())))
                : orders;
    }

    private static AccessPolicy access(DepartmentOptions options) {
        AccessPolicy calling = options.acceptedCalling().isEmpty()
                ? AccessPolicy.anyone()
                : AccessPolicy.calling(options.acceptedCalling());
        AccessPolicy near = options.acceptedNetworks().isEmpty()
                ? calling
                : AccessPolicy.from(options.acceptedNetworks()).and(calling);
        return options.calledAeChecked() ? near.and(AccessPolicy.called(Set.of(options.aeTitle()))) : near;
    }

    /** Peers by AE title. */
    private record AddressBook(List<RemoteAe> peers) {
        Optional<RemoteAe> find(String aeTitle) {
            return peers.stream().filter(peer -> peer.aeTitle().equals(aeTitle)).findFirst();
        }
    }
}
