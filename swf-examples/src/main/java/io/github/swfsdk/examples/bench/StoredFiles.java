package io.github.swfsdk.examples.bench;

import io.github.swfsdk.dicom.net.RemoteAe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where receivers write, and the receivers of DCMTK that write there. One caller at a time. */
final class StoredFiles implements AutoCloseable {
    private static final String AE = "STORESCP";

    private final Path folder;
    private final List<ToolProcess> receivers = new ArrayList<>();
    private int taken;

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

    /**
     * Checks that so many files of that size at least have come, empties them and puts them aside. To delete them would let the
     * next row pay: for a minute, ext4 looks at each file that was deleted before it creates one.
     */
    void takeFrom(Path receiver, int count, long leastSize) throws IOException {
        int images = 0;
        for (Path file : found(Files.walk(receiver))) {
            if (Files.isRegularFile(file)) {
                images += Files.size(file) >= leastSize ? 1 : 0;
                Files.newByteChannel(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                        .close();
            }
        }
        Path aside = Files.createDirectory(folder.resolve("taken-" + taken++));
        for (Path file : found(Files.list(receiver))) {
            Files.move(file, aside.resolve(file.getFileName()));
        }
        if (images != count) {
            throw new IOException(images + " of " + count + " images have come");
        }
    }

    private static List<Path> found(Stream<Path> files) {
        try (files) {
            return files.toList();
        }
    }

    @Override
    public void close() {
        receivers.forEach(ToolProcess::close);
    }
}
