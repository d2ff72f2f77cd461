package io.github.swfsdk.dicom.io;

/** Hears when a leniency is used. Called on the reading thread; must not block. */
@FunctionalInterface
public interface LeniencyListener {
    /**
     * A leniency was used.
     *
     * @param leniency which
     * @param offset bytes from the start of the input
     * @param path the attribute, such as {@code (0040,0100)[2].(0040,0002)}; empty if outside of any
     */
    void used(Leniency leniency, long offset, String path);
}
