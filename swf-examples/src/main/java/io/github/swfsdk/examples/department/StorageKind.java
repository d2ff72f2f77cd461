package io.github.swfsdk.examples.department;

import java.util.Locale;

/** Where a department keeps the content of instances. */
public enum StorageKind {
    /** Each instance as a file. */
    FILE,
    /** Each instance as a BLOB in the database. */
    BLOB,
    /** Each instance in content-addressed chunks, kept as files, with its table of contents in the database. */
    CHUNKED;

    /** Reads the name as it is written on the command line. */
    public static StorageKind parse(String text) {
        for (StorageKind kind : values()) {
            if (kind.toString().equals(text)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("storage is file, blob or chunked, but was '" + text + "'");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
