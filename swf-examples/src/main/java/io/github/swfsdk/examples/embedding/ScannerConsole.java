package io.github.swfsdk.examples.embedding;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.dicom.AcquisitionModality;
import io.github.swfsdk.dicom.RunningStep;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.WorklistKeys;
import io.github.swfsdk.storage.file.FileSpool;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

/** Modality software: everything is spooled, nothing blocks the scanner. */
public final class ScannerConsole {
    private ScannerConsole() {}

    // snippet:modality
    /** Performs the next scheduled step of today; the scanner makes the images of the series that it is told. */
    public static boolean performNext(
            RemoteAe ris, RemoteAe pacs, Path spoolFolder, int port, Function<Uid, List<DataSet>> scanner)
            throws InterruptedException {
        try (FileSpool spool = FileSpool.at(spoolFolder);
                AcquisitionModality modality = AcquisitionModality.builder()
                        .ae("CT1", port)
                        .worklist(ris)
                        .performedSteps(ris)
                        .archive(pacs)
                        .spool(spool)
                        .start()) {
            ScheduledStep next = modality.worklist(
                            WorklistKeys.all().station("CT1").on(LocalDate.now()))
                    .get(0);
            RunningStep step = modality.begin(next); // MPPS IN PROGRESS
            Uid series = step.beginSeries("THORAX ROUTINE", "axial");
            scanner.apply(series).forEach(step::store); // identifiers copied from the worklist, checked
            step.complete(); // MPPS COMPLETED, commitment requested
            return step.awaitDelivered(Duration.ofMinutes(1)); // what is not, is delivered after the next start
        }
    }
    // end
}
