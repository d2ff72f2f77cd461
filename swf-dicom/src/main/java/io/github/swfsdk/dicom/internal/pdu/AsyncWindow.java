package io.github.swfsdk.dicom.internal.pdu;

/**
 * Asynchronous operations window (PS3.7, D.3.3.3), seen from the sender of the item.
 *
 * @param maxInvoked operations that it may invoke before an answer; 0 means no limit
 * @param maxPerformed operations that it may have to perform at once; 0 means no limit
 */
public record AsyncWindow(int maxInvoked, int maxPerformed) {

    /** What holds when the item is absent: one operation at a time, each way. */
    public static final AsyncWindow SYNCHRONOUS = new AsyncWindow(1, 1);

    static AsyncWindow read(ItemReader in) throws PduException {
        AsyncWindow window = new AsyncWindow(in.uint16(), in.uint16()); // bytes 5-6, 7-8
        in.end("asynchronous operations window");
        return window;
    }

    void write(ItemWriter out) {
        int start = out.beginItem(ItemType.ASYNC_WINDOW);
        out.uint16(maxInvoked).uint16(maxPerformed).endItem(start);
    }
}
