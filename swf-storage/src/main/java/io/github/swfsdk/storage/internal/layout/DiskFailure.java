package io.github.swfsdk.storage.internal.layout;

import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StorageException.Reason;
import java.io.IOException;
import java.util.Locale;

/** Turns what a disk says into what a backend says. */
public final class DiskFailure {
    private DiskFailure() {}

    /** A failure to do {@code what}, with {@link Reason#OUT_OF_SPACE} if the disk or a quota is full. */
    public static StorageException of(String what, IOException cause) {
        Reason reason = isOutOfSpace(cause) ? Reason.OUT_OF_SPACE : Reason.FAILED;
        return new StorageException(reason, "cannot " + what, cause);
    }

    /** Java has no exception of its own for this: the text is the system's (Linux, macOS; Windows). */
    private static boolean isOutOfSpace(IOException cause) {
        String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("no space left") || text.contains("quota exceeded") || text.contains("not enough space");
    }
}
