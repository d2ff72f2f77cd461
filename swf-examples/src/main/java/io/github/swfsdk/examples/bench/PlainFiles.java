package io.github.swfsdk.examples.bench;

import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.storage.InstanceReceiver;
import io.github.swfsdk.api.storage.InstanceWriter;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StoredInstance;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** One file for each instance, neither synced nor digested nor indexed: as much as a receiver of DCMTK does. Thread-safe. */
record PlainFiles(Path folder) implements InstanceReceiver {
    private static final int BUFFER = 32 * 1024; // what comes in longer pieces is written without a copy
    private static final String NOT_DIGESTED = "0".repeat(64);

    @Override
    public InstanceWriter begin(InstanceHeader header) {
        Path file = folder.resolve(header.reference().sopInstanceUid().value());
        try {
            return new Writer(header, file, new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static StorageException failed(IOException cause) {
        return new StorageException(StorageException.Reason.FAILED, "a file cannot be written", cause);
    }

    private record Writer(InstanceHeader header, Path file, OutputStream content) implements InstanceWriter {
        @Override
        public StoredInstance commit() {
            try {
                content.close();
                return new StoredInstance(
                        header.reference(),
                        header.transferSyntaxUid(),
                        header.studyInstanceUid(),
                        header.seriesInstanceUid(),
                        Files.size(file),
                        NOT_DIGESTED,
                        Instant.now());
            } catch (IOException e) {
                throw failed(e);
            }
        }

        /** What was begun and not committed stays: the run has failed then, and its folder is deleted. */
        @Override
        public void close() {
            try {
                content.close();
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }
}
