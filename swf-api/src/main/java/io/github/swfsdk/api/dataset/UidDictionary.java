package io.github.swfsdk.api.dataset;

import java.util.List;
import java.util.Optional;

/**
 * The registry of identifiers (PS3.6, tables; context groups and template identifiers aside), retired ones
 * included; the edition and the sources are in {@code swf-api/src/dictionary/README.md}.
 *
 * <p>Loaded on first use; immutable and thread-safe.
 */
public final class UidDictionary {
    private UidDictionary() {}

    /** Returns the definition of a registered identifier. */
    public static Optional<UidDefinition> find(Uid uid) {
        return Optional.ofNullable(Holder.TABLE.find(uid));
    }

    /** Returns all registered identifiers in the order of their numbers. */
    public static List<UidDefinition> all() {
        return Holder.TABLE.all();
    }

    /**
     * Returns the SOP classes of the Storage Service Class, whose instances belong to a patient, a study and a series:
     * PS3.4, table B.5-1, the same of DICONDE and DICOS, and the retired ones, which old devices still send. Neither
     * the file set's directory nor Storage Commitment is among them, nor is what {@link #nonPatientStorageSopClasses()}
     * returns.
     */
    public static List<UidDefinition> storageSopClasses() {
        return Holder.TABLE.storageSopClasses();
    }

    /**
     * Returns the SOP classes of the Non-Patient Object Storage Service Class (PS3.4, table GG.3-1): hanging protocols,
     * color palettes, implant templates, protocols, inventories.
     */
    public static List<UidDefinition> nonPatientStorageSopClasses() {
        return Holder.TABLE.nonPatientStorageSopClasses();
    }

    /** Returns the transfer syntaxes, retired ones included. */
    public static List<UidDefinition> transferSyntaxes() {
        return Holder.TABLE.transferSyntaxes();
    }

    private static final class Holder {
        static final UidTable TABLE = UidTable.read(DictionaryResource.open("uids.tsv"));
    }
}
