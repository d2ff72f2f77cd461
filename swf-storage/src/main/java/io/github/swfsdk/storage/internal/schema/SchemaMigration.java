package io.github.swfsdk.storage.internal.schema;

import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StorageException.Reason;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * Creates the tables of the SDK, or brings them up to date, in numbered steps per dialect. Its own table,
 * {@code swf_schema_history}, tells which steps were done; a vendor's tables beside them, and a migration of the vendor's
 * own, are left alone. Several nodes may start at the same time: one of them does the steps. A step that is cut short is done
 * again: on PostgreSQL it is one transaction, on H2 each of its statements may be repeated.
 */
final class SchemaMigration {
    /** Every step, in the order in which it was added; the files of all dialects have the same names. */
    static final List<String> STEPS = List.of(
            "V1__workflow.sql",
            "V2__instances.sql",
            "V3__withheld.sql",
            "V4__performed_references.sql",
            "V5__timeline.sql");

    private static final String FOLDER = "/io/github/swfsdk/storage/schema/";

    private SchemaMigration() {}

    static void run(DataSource dataSource, Dialect dialect) {
        try {
            Flyway.configure(SchemaMigration.class.getClassLoader())
                    .dataSource(dataSource)
                    .resourceProvider(new Steps(FOLDER + dialect.folder() + "/"))
                    .javaMigrationClassProvider(List::of)
                    .table("swf_schema_history")
                    .baselineOnMigrate(true) // beside a vendor's own tables
                    .baselineVersion("0")
                    .loggers("slf4j")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StorageException(Reason.FAILED, "cannot create or update the tables", e);
        }
    }

    /** The steps as resources of this module: no scan of the class path, and nothing to open on the module path. */
    private record Steps(String folder) implements ResourceProvider {
        @Override
        @SuppressWarnings("NullAway") // Flyway expects null for what is not there
        public @Nullable LoadableResource getResource(String name) {
            return STEPS.contains(name) ? new Step(folder, name) : null;
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return STEPS.stream()
                    .filter(name ->
                            name.startsWith(prefix) && Stream.of(suffixes).anyMatch(name::endsWith))
                    .<LoadableResource>map(name -> new Step(folder, name))
                    .toList();
        }
    }

    private static final class Step extends LoadableResource {
        private final String folder;
        private final String name;

        Step(String folder, String name) {
            this.folder = folder;
            this.name = name;
        }

        @Override
        public Reader read() {
            InputStream in = SchemaMigration.class.getResourceAsStream(folder + name);
            if (in == null) {
                throw new IllegalStateException("no resource " + folder + name);
            }
            return new InputStreamReader(in, StandardCharsets.UTF_8);
        }

        @Override
        public String getAbsolutePath() {
            return folder + name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return folder + name;
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}
