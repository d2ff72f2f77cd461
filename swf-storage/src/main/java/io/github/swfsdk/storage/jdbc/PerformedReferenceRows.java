package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepStatus;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.StepReference;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What performed steps refer to, in {@code swf_performed_reference}, and which of them are in progress, in
 * {@code swf_performed_running}. Within one transaction.
 */
final class PerformedReferenceRows {
    private static final String INSERT = """
            insert into swf_performed_reference
            (performed_uid, is_link, study_uid, accession_number, procedure_id, step_id)
            values (?, ?, ?, ?, ?, ?)
            """;
    private static final String SELECT = """
            select performed_uid, study_uid, accession_number, procedure_id, step_id from swf_performed_reference
            where %s order by reference_no
            """;
    private static final String LINKS = SELECT.formatted("performed_uid = ? and is_link");
    private static final String CANDIDATES =
            SELECT.formatted("step_id = ? and (study_uid = ? or accession_number = ?)");
    private static final String OF_STUDY = """
            select performed_uid from swf_performed_reference
            where study_uid = ? and not is_link order by reference_no
            """;
    private static final String RUNNING =
            "select performed_uid from swf_performed_running where started_at < ? order by started_at";

    private final Connection connection;

    PerformedReferenceRows(Connection connection) {
        this.connection = connection;
    }

    /** Notes what a step that was saved refers to, if it is new, and whether it is in progress. */
    void saved(PerformedStep step, boolean isNew) throws SQLException {
        boolean running = step.status() == PerformedStepStatus.IN_PROGRESS;
        if (isNew) {
            for (StepReference reference : step.scheduledSteps()) {
                add(step.sopInstanceUid(), reference, false);
            }
            Optional<LocalDateTime> start = step.start();
            if (running && start.isPresent()) {
                begin(step.sopInstanceUid(), start.get());
            }
        } else if (!running) {
            end(step.sopInstanceUid());
        }
    }

    void link(Uid performed, StepReference scheduled) throws SQLException {
        add(performed, scheduled, true);
    }

    void unlink(Uid performed) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from swf_performed_reference where performed_uid = ? and is_link")) {
            delete.setString(1, performed.value());
            delete.executeUpdate();
        }
    }

    List<StepReference> links(Uid performed) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LINKS)) {
            select.setString(1, performed.value());
            List<StepReference> links = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    links.add(reference(rows));
                }
            }
            return links;
        }
    }

    /** The steps that name the scheduled one or are linked to it, the first known first. */
    Set<Uid> performedFor(ScheduledStep scheduled) throws SQLException {
        StepReference wanted = StepReference.to(scheduled);
        Set<Uid> found = new LinkedHashSet<>();
        try (PreparedStatement select = connection.prepareStatement(CANDIDATES)) {
            select.setString(1, Keys.of(wanted.stepId()));
            select.setString(2, Keys.of(wanted.studyInstanceUid()));
            select.setString(3, Keys.of(wanted.accessionNumber()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    if (reference(rows).matches(scheduled)) {
                        found.add(Uid.of(rows.getString("performed_uid")));
                    }
                }
            }
        }
        return found;
    }

    /** The steps that name the study themselves, the first known first. */
    Set<Uid> ofStudy(Uid study) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OF_STUDY)) {
            select.setString(1, study.value());
            Set<Uid> found = new LinkedHashSet<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(Uid.of(rows.getString(1)));
                }
            }
            return found;
        }
    }

    /** The steps in progress that began before a time, the longest first. */
    List<Uid> running(LocalDateTime startedBefore, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(RUNNING)) {
            select.setMaxRows(limit);
            select.setTimestamp(1, Timestamp.valueOf(startedBefore));
            List<Uid> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(Uid.of(rows.getString(1)));
                }
            }
            return found;
        }
    }

    private void add(Uid performed, StepReference reference, boolean isLink) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, performed.value());
            insert.setBoolean(2, isLink);
            insert.setString(3, Keys.of(reference.studyInstanceUid()));
            insert.setString(4, Keys.of(reference.accessionNumber()));
            insert.setString(5, Keys.of(reference.requestedProcedureId()));
            insert.setString(6, Keys.of(reference.stepId()));
            insert.executeUpdate();
        }
    }

    private void begin(Uid performed, LocalDateTime start) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into swf_performed_running (performed_uid, started_at) values (?, ?)")) {
            insert.setString(1, performed.value());
            insert.setTimestamp(2, Timestamp.valueOf(start));
            insert.executeUpdate();
        }
    }

    private void end(Uid performed) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from swf_performed_running where performed_uid = ?")) {
            delete.setString(1, performed.value());
            delete.executeUpdate();
        }
    }

    private static StepReference reference(ResultSet rows) throws SQLException {
        return new StepReference(
                text(rows, "study_uid"),
                text(rows, "accession_number"),
                text(rows, "procedure_id"),
                text(rows, "step_id"));
    }

    private static String text(ResultSet rows, String column) throws SQLException {
        return Optional.ofNullable(rows.getString(column)).orElse("");
    }
}
