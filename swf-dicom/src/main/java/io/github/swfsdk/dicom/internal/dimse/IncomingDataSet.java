package io.github.swfsdk.dicom.internal.dimse;

import io.github.swfsdk.dicom.internal.ul.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the thread that reads puts the fragments of a data set. */
interface IncomingDataSet {
    /** Takes a fragment; its bytes are valid during the call, unless they are retained. */
    void fragment(ByteBuffer bytes, Transport transport) throws IOException;

    /** The last fragment has been taken. */
    void end() throws IOException;

    /** The association is gone; no further fragment comes. Any thread. */
    void fail(IOException cause);

    /** Takes and forgets everything. */
    IncomingDataSet IGNORED = new IncomingDataSet() {
        @Override
        public void fragment(ByteBuffer bytes, Transport transport) {}

        @Override
        public void end() {}

        @Override
        public void fail(IOException cause) {}
    };
}
