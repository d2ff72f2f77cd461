package io.github.swfsdk.examples.department;

import com.zaxxer.hikari.HikariDataSource;
import io.github.swfsdk.api.workflow.WorkflowStore;
import io.github.swfsdk.storage.jdbc.EmbeddedDatabase;
import io.github.swfsdk.storage.jdbc.JdbcWorkflowStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a command finds the orders of a department: in its folder, if it is not running, or in its database. */
public final class OpenedStore {
    /** One of the two. */
    static final class Place {
        @Option(
                names = "--data",
                required = true,
                paramLabel = "DIR",
                description = "the folder that serve was given; the department must not be running")
        private @Nullable Path data;

        @Option(
                names = "--db",
                required = true,
                paramLabel = "JDBC_URL",
                description = "the database that serve was given; the department may be running")
        private @Nullable String database;
    }

    /** What a command does with the store. */
    @FunctionalInterface
    public interface Use {
        /** Returns the exit code. */
        int with(WorkflowStore store) throws IOException;
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @ArgGroup(multiplicity = "1")
    private Place place = new Place();

    /**
     * Opens the store, uses it and closes it.
     *
     * @throws ParameterException if there is none
     * @throws IOException if the database cannot be opened
     */
    int use(Use use) throws IOException {
        if (place.data != null) {
            return use(command.commandLine(), place.data, use);
        }
        try (HikariDataSource database = Department.connect(Objects.requireNonNull(place.database));
                WorkflowStore store = JdbcWorkflowStore.on(database)) {
            return use.with(store);
        }
    }

    /**
     * Opens the store in the folder of a department that is not running, uses it and closes it.
     *
     * @param command what was asked for, to say that there is none
     * @throws ParameterException if there is none
     */
    public static int use(CommandLine command, Path data, Use use) throws IOException {
        Path folder = Department.databaseIn(data);
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(command, "there is no department in " + data);
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.open(folder);
                WorkflowStore store = JdbcWorkflowStore.on(database.dataSource())) {
            return use.with(store);
        }
    }
}
