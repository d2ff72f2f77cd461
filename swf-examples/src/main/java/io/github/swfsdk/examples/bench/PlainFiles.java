package io.github.swfsdk.examples.bench;

import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.storage.InstanceReceiver;
import io.github.swfsdk.api.storage.InstanceWriter;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StoredInstance;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** One file for each instance, neither synced nor digested nor indexed: as much as a receiver of DCMTK does. Thread-safe. */
record PlainFiles(Path folder) implements InstanceReceiver {
    private static final String NOT_DIGESTED = "0".repeat(64);

    @Override
    public InstanceWriter begin(InstanceHeader header) {
        Path file = folder.resolve(header.reference().sopInstanceUid().value());
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            return new Writer(header, channel, Channels.newOutputStream(channel));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static StorageException failed(IOException cause) {
        return new StorageException(StorageException.Reason.FAILED, "a file cannot be written", cause);
    }

    private record Writer(InstanceHeader header, FileChannel channel, OutputStream content) implements InstanceWriter {
        @Override
        public void write(ByteBuffer bytes) {
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                throw failed(e);
            }
        }

        @Override
        public StoredInstance commit() {
            try {
                long size = channel.size();
                channel.close();
                return new StoredInstance(
                        header.reference(),
                        header.transferSyntaxUid(),
                        header.studyInstanceUid(),
                        header.seriesInstanceUid(),
                        size,
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
                channel.close();
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }
}
