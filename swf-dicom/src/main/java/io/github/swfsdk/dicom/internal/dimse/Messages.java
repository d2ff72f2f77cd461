package io.github.swfsdk.dicom.internal.dimse;

import io.github.swfsdk.dicom.internal.pdu.PduException;
import io.github.swfsdk.dicom.net.AssociationException;
import java.io.IOException;

/** What an open association works with: the messages of the peer, its requests and ours. */
record Messages(AgreedContexts contexts, MessageReader reader, Invocations invocations, Performances performances) {
    /** Brings what the reader has put together to whom it concerns. */
    record Dispatcher(Invocations invocations, Performances performances) implements MessageReader.Receiver {
        @Override
        public IncomingDataSet command(AgreedContext context, CommandSet command) throws IOException, PduException {
            return command.isResponse()
                    ? invocations.response(context, command)
                    : performances.request(context, command);
        }

        @Override
        public void proceed() {
            performances.proceed();
        }
    }

    /** Whether neither side waits for an answer. */
    boolean isIdle() {
        return invocations.isIdle() && performances.isIdle();
    }

    /** How many operations are under way, of both sides. */
    int operations() {
        return performances.running() + invocations.outstanding();
    }

    /** The association is gone: whoever waits for something hears why. Any thread. */
    void fail(AssociationException cause) {
        invocations.fail(cause);
        performances.fail();
        reader.fail(new IOException("association ended", cause));
    }
}
