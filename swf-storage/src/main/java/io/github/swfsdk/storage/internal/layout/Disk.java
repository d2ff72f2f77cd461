package io.github.swfsdk.storage.internal.layout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The changes that a durable commit is made of, one by one, so that a test can fail any of them. Reading needs no seam.
 * Thread-safe.
 */
public interface Disk {
    /** Creates a new file; fails if there is one. */
    FileChannel create(Path file) throws IOException;

    /** Writes all that remains. */
    void write(FileChannel file, ByteBuffer bytes) throws IOException;

    /** Brings the content of a file to the medium. */
    void force(FileChannel file) throws IOException;

    /** Brings the content of a file to the medium that is not open. */
    void force(Path file) throws IOException;

    /** Creates a folder, unless it is there. */
    void createFolder(Path folder) throws IOException;

    /** Brings the names in a folder to the medium. */
    void forceFolder(Path folder) throws IOException;

    /** Renames a file at once, in place of one that has the name already. */
    void move(Path from, Path to) throws IOException;

    /** Removes a file, if it is there. */
    void delete(Path file) throws IOException;

    /** The disk of this machine. */
    static Disk local() {
        return LocalDisk.INSTANCE;
    }
}
