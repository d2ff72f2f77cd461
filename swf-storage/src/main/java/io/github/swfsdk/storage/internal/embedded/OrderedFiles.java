package io.github.swfsdk.storage.internal.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system of H2, over another one, in which a loss of power looks like a kill of the process: its scheme is
 * {@code ordered}, as in {@code jdbc:h2:ordered:async:/data/swf}.
 *
 * <p>H2 writes its file in chunks that end with a footer, and a chunk with header and footer counts as written. It does not
 * sync in between, so after a loss of power a chunk may have its footer and lack a page, or may have taken the place of one
 * that is needed because a later one is missing. Here a write that has more than one sector waits for what was written before
 * it, and its last sector waits for the others. See {@code swf-api/docs/decisions/embedded-database.md}.
 */
public final class OrderedFiles extends FilePathWrapper {
    /** What a file name begins with. */
    public static final String SCHEME = "ordered";

    /** Made by H2, for each file. */
    public OrderedFiles() {}

    /** Makes the scheme known to H2 in this process; may be called again. */
    public static void register() {
        FilePath.register(new OrderedFiles());
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        FileChannel file = getBase().open(mode);
        return mode.equals("r") ? file : new OrderedChannel(file);
    }
}
