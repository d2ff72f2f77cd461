package io.github.swfsdk.storage.file;

import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.storage.internal.digest.BlockWriter;
import io.github.swfsdk.storage.internal.digest.Content;
import io.github.swfsdk.storage.internal.layout.DiskFailure;
import io.github.swfsdk.storage.internal.layout.IndexEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one instance to a file of its own, which is renamed to its place when it is committed. */
final class FileWriter extends BlockWriter {
    private static final Logger LOG = LoggerFactory.getLogger(FileWriter.class);

    private final FileStorage storage;
    private final InstanceHeader header;
    private final Path part;
    private final FileChannel channel;

    FileWriter(FileStorage storage, InstanceHeader header) {
        super(storage.bufferSize(), storage.writers());
        this.storage = storage;
        this.header = header;
        this.part = storage.incoming().newPart(header.reference().sopInstanceUid());
        try {
            this.channel = storage.disk().create(part);
        } catch (IOException e) {
            throw DiskFailure.of(doing("begin"), e);
        }
    }

    @Override
    protected void writeBlock(ByteBuffer next) {
        try {
            storage.disk().write(channel, next);
        } catch (IOException e) {
            throw DiskFailure.of(doing("write"), e);
        }
    }

    @Override
    protected StoredInstance publish(Content all) {
        try {
            IndexEntry entry =
                    IndexEntry.of(header, all, storage.clock().instant().truncatedTo(ChronoUnit.MICROS));
            return storage.publication().publish(part, channel, entry).instance();
        } catch (IOException e) {
            throw DiskFailure.of(doing("commit"), e);
        }
    }

    @Override
    protected void discard() {
        try {
            channel.close();
            storage.disk().delete(part);
        } catch (IOException e) {
            LOG.warn(
                    "an uncommitted file stays until the next start: {}",
                    e.getClass().getSimpleName());
        }
    }

    private String doing(String step) {
        return step + " instance " + header.reference().sopInstanceUid();
    }
}
