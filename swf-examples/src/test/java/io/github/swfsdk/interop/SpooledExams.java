package io.github.swfsdk.interop;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.patient.Patient;
import io.github.swfsdk.api.workflow.Backoff;
import io.github.swfsdk.api.workflow.OutboxOptions;
import io.github.swfsdk.dicom.AcquisitionModality;
import io.github.swfsdk.dicom.RunningStep;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.examples.modality.SyntheticImages;
import io.github.swfsdk.storage.file.FileSpool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * A modality in a process of its own that its test kills: it ends the steps that an earlier one has left, then performs exams,
 * and writes a numbered line after each call has returned.
 *
 * <p>Arguments: the spool, the ports of modality and department, and how many exams; it then waits until all is delivered.
 */
final class SpooledExams {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int IMAGES = 2;

    private int lines;

    private SpooledExams() {}

    public static void main(String[] arguments) {
        RemoteAe department = new RemoteAe("SWF", "127.0.0.1", Integer.parseInt(arguments[2]));
        try (FileSpool spool = FileSpool.at(Path.of(arguments[0]));
                AcquisitionModality modality = AcquisitionModality.builder()
                        .ae("CT1", Integer.parseInt(arguments[1]))
                        .worklist(department)
                        .performedSteps(department)
                        .archive(department)
                        .spool(spool)
                        .delivery(OutboxOptions.builder()
                                .backoff(new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1), 0))
                                .build())
                        .start()) {
            SpooledExams exams = new SpooledExams();
            for (RunningStep left : modality.running()) {
                exams.end(left);
            }
            for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
                exams.perform(modality, i);
            }
            Awaitility.await().atMost(PATIENCE).until(() -> spool.outbox().size() == 0);
            exams.say("DELIVERED");
        }
    }

    private void perform(AcquisitionModality modality, int number) {
        Patient patient = new Patient(
                DataSet.builder().put(Tags.PATIENT_ID, "TEMP" + number).build());
        RunningStep step = modality.beginUnscheduled(patient, "CT");
        Uid uid = step.performedStep().sopInstanceUid();
        say("BEGUN " + uid);
        SyntheticImages images = SyntheticImages.of("CT").orElseThrow();
        Uid series = step.beginSeries(images.protocolName(), "");
        for (int image = 1; image <= IMAGES; image++) {
            InstanceReference stored = step.store(images.image(series, image));
            say("STORED " + uid + " " + stored.sopInstanceUid());
        }
        end(step);
    }

    private void end(RunningStep step) {
        if (step.series().isEmpty()) {
            step.beginSeries("NONE", "");
        }
        step.complete();
        say("ENDED " + step.performedStep().sopInstanceUid());
    }

    /** One system call for each line, so that a kill leaves none without its end. */
    private void say(String what) {
        byte[] line = (++lines + " " + what + "\n").getBytes(StandardCharsets.US_ASCII);
        System.out.write(line, 0, line.length);
        System.out.flush();
    }
}
