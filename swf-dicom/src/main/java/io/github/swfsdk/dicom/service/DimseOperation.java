package io.github.swfsdk.dicom.service;

/** The DIMSE operations and notifications (PS3.7, E.1-1). */
public enum DimseOperation {
    /** C-STORE. */
    C_STORE(0x0001),
    /** C-GET. */
    C_GET(0x0010),
    /** C-FIND. */
    C_FIND(0x0020),
    /** C-MOVE. */
    C_MOVE(0x0021),
    /** C-ECHO. */
    C_ECHO(0x0030),
    /** N-EVENT-REPORT. */
    N_EVENT_REPORT(0x0100),
    /** N-GET. */
    N_GET(0x0110),
    /** N-SET. */
    N_SET(0x0120),
    /** N-ACTION. */
    N_ACTION(0x0130),
    /** N-CREATE. */
    N_CREATE(0x0140),
    /** N-DELETE. */
    N_DELETE(0x0150);

    private final int commandField;

    DimseOperation(int commandField) {
        this.commandField = commandField;
    }

    /** The value of (0000,0100) Command Field in the request; the response has 8000H added. */
    public int commandField() {
        return commandField;
    }

    /**
     * Whether the request names its SOP class and instance as Requested (0000,0003) and (0000,1001); the others name them as
     * Affected (0000,0002) and (0000,1000).
     */
    public boolean usesRequestedUids() {
        return this == N_GET || this == N_SET || this == N_ACTION || this == N_DELETE;
    }

    /** Whether this is one of the operations on composite objects, whose refusals differ from the normalized ones. */
    public boolean isComposite() {
        return commandField < N_EVENT_REPORT.commandField;
    }
}
