package io.github.swfsdk.dicom.io;

import io.github.swfsdk.api.dataset.Uid;

/** How this implementation names itself in associations and files (PS3.7, D.3.3.2; PS3.10, 7.1). */
public final class Implementation {
    /** Implementation Class UID: a random UUID under 2.25, the same in each release. */
    public static final Uid CLASS_UID = Uid.of("2.25.125762977464283066829349707051167354992");

    /** Implementation Version Name. */
    public static final String VERSION_NAME = "SWF_1";

    private Implementation() {}
}
