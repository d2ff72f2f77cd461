package io.github.swfsdk.examples.worklist;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.workflow.DepartmentScheduler;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistExplanation;
import io.github.swfsdk.api.worklist.WorklistProvider;
import io.github.swfsdk.api.worklist.WorklistQuery;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.DimseResponse;
import io.github.swfsdk.dicom.service.RemoteWorklist;
import io.github.swfsdk.dicom.service.Status;
import io.github.swfsdk.dicom.service.WorklistClient;
import io.github.swfsdk.dicom.service.WorklistFolder;
import io.github.swfsdk.dicom.service.WorklistKeys;
import io.github.swfsdk.dicom.service.WorklistProfile;
import io.github.swfsdk.dicom.service.WorklistProfiles;
import io.github.swfsdk.examples.department.OpenedStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Asks a worklist. Prints step IDs, tags and statuses, no patient data. */
@Command(
        name = "worklist",
        showDefaultValues = true,
        description =
                "Asks a worklist, a line for each scheduled step. With --explain it tells of each step of the source"
                        + " whether a device gets it, or which keys keep it out, and how the query is read.")
public final class WorklistCommand implements Callable<Integer> {
    private static final String INDENT = "  ";

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    /** Where the steps are. */
    static final class Source {
        @Option(names = "--ris", paramLabel = "AE@HOST:PORT", description = "a worklist server")
        private @Nullable RemoteAe ris;

        @Option(names = "--worklist", paramLabel = "DIR", description = "a folder of worklist files")
        private @Nullable Path folder;

        @Option(names = "--data", paramLabel = "DIR", description = "the folder of a department that is not running")
        private @Nullable Path data;
    }

    @Option(names = "--explain", description = "tells why a step is answered or not")
    private boolean explain;

    @Option(names = "--ae", paramLabel = "AE", description = "AE title of the device that asks")
    private String ae = "SWF";

    @Option(names = "--profiles", paramLabel = "FILE", description = "the profiles that serve was given; for --explain")
    private @Nullable Path profiles;

    @Option(
            names = "--query",
            paramLabel = "FILE",
            description = "a DICOM file with the keys, instead of the options below")
    private @Nullable Path query;

    @Option(names = "--station", paramLabel = "AE", description = "scheduled station AE title")
    private @Nullable String station;

    @Option(names = "--modality", paramLabel = "CT", description = "modality")
    private @Nullable String modality;

    @Option(names = "--on", paramLabel = "YYYY-MM-DD", description = "day of the start")
    private @Nullable LocalDate day;

    @Option(names = "--patient-id", paramLabel = "ID", description = "patient ID")
    private @Nullable String patientId;

    @Option(names = "--accession", paramLabel = "NUMBER", description = "accession number; * and ? are wildcards")
    private @Nullable String accession;

    @Option(names = "--limit", paramLabel = "N", description = "cancels after so many answers")
    private int limit = 1_000;

    @Override
    public Integer call() throws IOException {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be positive, but was " + limit);
        }
        DataSet identifier = query != null ? DicomFile.read(query).dataSet() : keys().identifier();
        if (source.ris != null && !explain) {
            return ask(source.ris, identifier);
        }
        if (source.data != null) {
            return OpenedStore.use(
                    spec.commandLine(),
                    source.data,
                    store -> answer(DepartmentScheduler.on(store).worklist(), identifier));
        }
        return answer(source.folder != null ? WorklistFolder.at(source.folder) : remote(source.ris), identifier);
    }

    private WorklistKeys keys() {
        WorklistKeys keys = WorklistKeys.all();
        if (station != null) {
            keys.station(station);
        }
        if (modality != null) {
            keys.modality(modality);
        }
        if (day != null) {
            keys.on(day);
        }
        if (patientId != null) {
            keys.patientId(patientId);
        }
        if (accession != null) {
            keys.accessionNumber(accession);
        }
        return keys;
    }

    private int ask(RemoteAe ris, DataSet identifier) {
        WorklistClient.Answer answer =
                WorklistClient.of(DicomClient.of(ae), ris).find(identifier, limit);
        DimseResponse end = answer.end();
        out().println("ended with " + end.status()
                + (end.offendingElements().isEmpty() ? "" : ", because of " + end.offendingElements())
                + (end.errorComment().isEmpty() ? "" : ": " + end.errorComment()));
        if (answer.hasUnsupportedKeys()) {
            out().println("an optional key is not supported (" + Status.PENDING_WITH_UNSUPPORTED_KEYS + ")");
        }
        if (answer.items().isEmpty() && !end.status().isDone()) {
            return 1;
        }
        answer.steps().forEach(step -> out().println(INDENT + name(step)));
        return 0;
    }

    private WorklistProvider remote(@Nullable RemoteAe ris) {
        WorklistClient client = WorklistClient.of(DicomClient.of(ae), Objects.requireNonNull(ris));
        return RemoteWorklist.builder().maxSteps(Integer.MAX_VALUE).build(client);
    }

    /** Each step of the source with what the keys say to it; without --explain those that are answered. */
    private int answer(WorklistProvider steps, DataSet identifier) throws IOException {
        WorklistExplanation explanation = profile().explain(new WorklistQuery(identifier, ae));
        if (explain || explanation.isRefused()) {
            explanation.notes().forEach(note -> out().println(note));
        }
        if (explanation.isRefused()) {
            return 1;
        }
        steps.find(new WorklistQuery(DataSet.empty(), ae), step -> {
            List<AttributePath> removing = explanation.removing(step);
            if (removing.isEmpty()) {
                out().println(INDENT + name(step) + (explain ? " is answered" : ""));
            } else if (explain) {
                out().println(INDENT + name(step) + " is kept out by " + removing);
            }
            return true;
        });
        return 0;
    }

    private WorklistProfile profile() throws IOException {
        try {
            return profiles == null
                    ? WorklistProfile.defaults()
                    : WorklistProfiles.read(profiles).apply(ae);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    private static String name(ScheduledStep step) {
        return "step " + step.stepId();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
