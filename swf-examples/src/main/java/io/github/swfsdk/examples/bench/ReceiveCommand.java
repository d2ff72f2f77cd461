package io.github.swfsdk.examples.bench;

import io.github.swfsdk.api.storage.InstanceReceiver;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.dicom.DicomServer;
import io.github.swfsdk.dicom.net.AssociationOptions;
import io.github.swfsdk.dicom.service.StorageService;
import io.github.swfsdk.storage.file.FileStorage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The receiving side of {@code bench store} and {@code bench echo}, in a process of its own as every peer. Prints {@code ready
 * dicom=PORT}; then each line on standard input names where instances go from now on, and is answered with {@code ok}. The end
 * of the input ends it.
 */
@Command(name = "receive", hidden = true, description = "Receives for the other benchmarks.")
final class ReceiveCommand implements Callable<Integer> {
    static final String AE = "BENCH";

    @Spec
    private CommandSpec spec;

    @Option(names = "--max-pdu", paramLabel = "BYTES", description = "longest PDU body to receive")
    private int maxPdu = AssociationOptions.defaults().maxPduLength();

    private final AtomicReference<@Nullable Target> target = new AtomicReference<>();

    @Override
    public Integer call() throws IOException {
        AssociationOptions options =
                AssociationOptions.builder().maxPduLength(maxPdu).build();
        try (DicomServer server = DicomServer.builder()
                .ae(AE, 0)
                .associations(options)
                .host(StorageService.of(header -> receiver().begin(header)))
                .start()) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("ready dicom=" + server.port());
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                direct(line);
                out.println("ok");
            }
        } finally {
            closeTarget();
        }
        return 0;
    }

    private InstanceReceiver receiver() {
        Target current = target.get();
        if (current == null) {
            throw new StorageException(StorageException.Reason.FAILED, "nobody has said where instances go");
        }
        return current.receiver();
    }

    /** {@code files FOLDER}, {@code durable FOLDER} or {@code stop}. */
    private void direct(String line) {
        closeTarget();
        String[] words = line.split(" ", 2);
        switch (words[0]) {
            case "files" -> target.set(new Target(new PlainFiles(Path.of(words[1])), () -> {}));
            case "durable" -> {
                FileStorage storage = FileStorage.at(Path.of(words[1]));
                target.set(new Target(storage::begin, storage::close));
            }
            default -> {} // stop
        }
    }

    private void closeTarget() {
        Target last = target.getAndSet(null);
        if (last != null) {
            last.closing().run();
        }
    }

    private record Target(InstanceReceiver receiver, Runnable closing) {}
}
