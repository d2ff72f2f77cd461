package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StorageException.Reason;
import io.github.swfsdk.storage.internal.embedded.OrderedFiles;
import io.github.swfsdk.storage.internal.layout.Disk;
import io.github.swfsdk.storage.internal.layout.DiskFailure;
import io.github.swfsdk.storage.internal.layout.FolderLock;
import io.github.swfsdk.storage.internal.schema.DurableDataSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * An SQL database in this process, for where there is none: H2 in a folder, set up so that a commit survives a loss of power.
 * H2 has to be on the class or module path. Thread-safe; one process at a time.
 *
 * <p>Whatever is committed through {@link #dataSource()}, by the SDK or by anybody else, is on the medium when the commit
 * returns. Threads that commit at the same time share the sync.
 *
 * <pre>{@code
 * try (EmbeddedDatabase database = EmbeddedDatabase.open(Path.of("data"))) {
 *     WorkflowStore store = JdbcWorkflowStore.on(database.dataSource());
 *     ...
 * }
 * }</pre>
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private final FolderLock lock;
    private final ConnectionPool pool;
    private final Connection anchor;
    private final DataSource dataSource;

    /** Opens a database that is there. */
    private EmbeddedDatabase(FolderLock lock, ConnectionPool pool) throws SQLException {
        this.lock = lock;
        this.pool = pool;
        this.anchor = pool.connect(); // H2 closes a database with its last connection
        this.dataSource = DurableDataSource.over(pool);
    }

    /**
     * Opens the database in this folder with the default options, and creates it if it is not there.
     *
     * @throws StorageException if it is in use by another process, damaged, or H2 is missing
     */
    public static EmbeddedDatabase open(Path folder) {
        return builder(folder).open();
    }

    /** Starts the options of a database. */
    public static Builder builder(Path folder) {
        return new Builder(folder);
    }

    /** Connections from a bounded pool, in auto-commit mode as JDBC has it. */
    public DataSource dataSource() {
        return dataSource;
    }

    /** Closes the database. Work under way fails or ends first; nothing that was committed is lost. */
    @Override
    public void close() {
        try (lock) {
            pool.close();
            anchor.close();
        } catch (SQLException e) {
            throw new StorageException(Reason.FAILED, "cannot close the database", e);
        } catch (IOException e) {
            throw DiskFailure.of("release the database", e);
        }
    }

    /** Options of an {@link EmbeddedDatabase}. */
    public static final class Builder {
        private static final String NAME = "swf";
        private static final String NEW = "swf.new";
        /**
         * H2's file system over asynchronous channels: an interrupt of a thread at work closes a file that is open in the usual
         * way, and the database with it.
         */
        private static final String ASYNC = "async";
        /** A BLOB up to this length stands in its row, so data sets are read with it; H2's own limit is 256 bytes. */
        private static final int INLINE_BYTES = 8 * 1024;
        /** Each connection keeps so many statements ready; H2's own limit of 8 is less than an exam needs. */
        private static final int PREPARED_STATEMENTS = 64;

        private static final int KILOBYTES = 1024;

        private static final int MAX_CACHE_MEGABYTES = Integer.MAX_VALUE / KILOBYTES;

        private final Disk disk = Disk.local();
        private final Path folder;
        private int maxConnections = 10;
        private Duration connectionPatience = Duration.ofSeconds(30);
        private Duration lockPatience = Duration.ofSeconds(10);
        private int cacheMegabytes = 64;
        private String fileSystem = ASYNC;

        private Builder(Path folder) {
            this.folder = folder.toAbsolutePath().normalize();
        }

        /** How many connections may be in use at once; 10 by default, as commits share their syncs. */
        public Builder maxConnections(int maxConnections) {
            if (maxConnections < 1) {
                throw new IllegalArgumentException("maxConnections must be positive, but was " + maxConnections);
            }
            this.maxConnections = maxConnections;
            return this;
        }

        /** How long to wait for a connection when all are in use; 30 seconds by default. */
        public Builder connectionPatience(Duration connectionPatience) {
            this.connectionPatience = positive("connectionPatience", connectionPatience);
            return this;
        }

        /** How long a statement waits for rows that another transaction has locked; 10 seconds by default. */
        public Builder lockPatience(Duration lockPatience) {
            this.lockPatience = positive("lockPatience", lockPatience);
            return this;
        }

        /**
         * How much memory may hold what was read of the file, in megabytes; 64 by default. H2's own 16 are less than the pages of
         * three days of a schedule of a million steps, which are then read again for each worklist query.
         */
        public Builder cacheMegabytes(int cacheMegabytes) {
            if (cacheMegabytes < 1 || cacheMegabytes > MAX_CACHE_MEGABYTES) {
                throw new IllegalArgumentException(
                        "cacheMegabytes must be 1 to " + MAX_CACHE_MEGABYTES + ", but was " + cacheMegabytes);
            }
            this.cacheMegabytes = cacheMegabytes;
            return this;
        }

        /** Which of H2's file systems keeps the file, by its scheme. */
        Builder fileSystem(String scheme) {
            this.fileSystem = scheme;
            return this;
        }

        /** Opens the database as {@link EmbeddedDatabase#open(Path)} does. */
        public EmbeddedDatabase open() {
            try {
                FolderLock lock = FolderLock.take(folder);
                try {
                    OrderedFiles.register();
                    if (Files.notExists(file(NAME))) {
                        create();
                    }
                    return new EmbeddedDatabase(
                            lock, new ConnectionPool(url(NAME), maxConnections, connectionPatience));
                } catch (IOException | SQLException | RuntimeException e) {
                    lock.closeAfter(e);
                    throw e;
                }
            } catch (SQLException e) {
                throw new StorageException(Reason.FAILED, "cannot open the database, SQLSTATE " + e.getSQLState(), e);
            } catch (IOException e) {
                throw DiskFailure.of("open the database", e);
            }
        }

        /** Makes the file under another name and renames it: H2 cannot open one whose first writes were cut short. */
        private void create() throws IOException, SQLException {
            Files.deleteIfExists(file(NEW));
            try (Connection connection = new ConnectionPool(url(NEW), 1, connectionPatience).connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("SHUTDOWN");
            }
            try (FileChannel file = FileChannel.open(file(NEW), StandardOpenOption.WRITE)) {
                disk.force(file);
            }
            disk.move(file(NEW), file(NAME));
            disk.forceFolder(folder);
            if (folder.getParent() != null) {
                disk.forceFolder(folder.getParent());
            }
        }

        private Path file(String name) {
            return folder.resolve(name + ".mv.db");
        }

        /** The application closes the database, not a shutdown hook that comes too early. */
        private String url(String name) {
            String path = folder.resolve(name).toString();
            if (path.indexOf(';') >= 0) {
                throw new IllegalArgumentException("the path of a database must not hold a semicolon");
            }
            return "jdbc:h2:" + OrderedFiles.SCHEME + ":" + fileSystem + ":" + path
                    + ";DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=" + lockPatience.toMillis() + ";MAX_LENGTH_INPLACE_LOB="
                    + INLINE_BYTES + ";QUERY_CACHE_SIZE=" + PREPARED_STATEMENTS + ";CACHE_SIZE="
                    + cacheMegabytes * KILOBYTES;
        }

        private static Duration positive(String name, Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException(name + " must be positive, but was " + value);
            }
            return value;
        }
    }
}
