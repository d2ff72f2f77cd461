package io.github.swfsdk.examples.bench;

import io.github.swfsdk.dicom.net.RemoteAe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where receivers write, and the receivers of DCMTK that write there. One caller at a time. */
final class StoredFiles implements AutoCloseable {
    private static final String AE = "STORESCP";

    private final Path folder;
    private final List<ToolProcess> receivers = new ArrayList<>();

    private StoredFiles(Path folder) {
        this.folder = folder;
    }

    static StoredFiles in(Path folder) throws IOException {
        return new StoredFiles(Files.createDirectory(folder.resolve("received")));
    }

    /** Starts a receiver with a process for each association and returns its address. */
    RemoteAe storescp(boolean nagle, int maxPdu) throws IOException {
        RemoteAe address = ToolProcess.freeAddress(AE);
        receivers.add(ToolProcess.storescp(nagle, of(address), address, maxPdu));
        return address;
    }

    /** Starts a receiver that serves one association after the other and returns its address. */
    RemoteAe storescpAlone(boolean nagle) throws IOException {
        RemoteAe address = ToolProcess.freeAddress(AE);
        receivers.add(ToolProcess.storescpAlone(nagle, of(address), address));
        return address;
    }

    /** Where a receiver writes. */
    Path of(RemoteAe receiver) throws IOException {
        return Files.createDirectories(folder.resolve("port-" + receiver.port()));
    }

    /** Checks that so many files of that size at least have come, and deletes them. */
    void takeFrom(Path receiver, int count, long leastSize) throws IOException {
        List<Path> found;
        try (Stream<Path> files = Files.walk(receiver)) {
            found = files.filter(file -> !file.equals(receiver))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        int images = 0;
        for (Path file : found) {
            if (Files.isRegularFile(file) && Files.size(file) >= leastSize) {
                images++;
            }
            Files.delete(file);
        }
        if (images != count) {
            throw new IOException(images + " of " + count + " images have come");
        }
    }

    @Override
    public void close() {
        receivers.forEach(ToolProcess::close);
    }
}
