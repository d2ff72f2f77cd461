package io.github.swfsdk.dicom.internal.pdu;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A-ASSOCIATE-RQ (PS3.8, 9.3.2): who calls whom, and which services in which encodings are proposed.
 *
 * @param protocolVersion a bit per version; only bit 0 is tested
 * @param applicationContext empty when the peer left it out
 */
public record AssociateRequest(
        int protocolVersion,
        AeTitles titles,
        String applicationContext,
        List<RequestedContext> contexts,
        UserInformation userInformation)
        implements Pdu {

    /** The only protocol version: bit 0. */
    public static final int VERSION_1 = 1;

    /** The only application context (PS3.7, A.2.1). */
    public static final String DICOM_APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1";

    public AssociateRequest {
        contexts = List.copyOf(contexts);
    }

    /** A request with protocol version and application context as there is only one of each. */
    public AssociateRequest(AeTitles titles, List<RequestedContext> contexts, UserInformation userInformation) {
        this(VERSION_1, titles, DICOM_APPLICATION_CONTEXT, contexts, userInformation);
    }

    /** Whether the requestor speaks the version that we speak. */
    public boolean speaksVersion1() {
        return (protocolVersion & VERSION_1) != 0;
    }

    static AssociateRequest read(ByteBuffer body, Tolerance tolerance) throws PduException {
        ItemReader in = new ItemReader(body, tolerance);
        int protocolVersion = in.uint16(); // bytes 7-8
        in.skip(2); // bytes 9-10: reserved
        AeTitles titles = AeTitles.read(in); // bytes 11-74
        String applicationContext = "";
        List<RequestedContext> contexts = new ArrayList<>();
        Set<Integer> ids = new HashSet<>();
        UserInformation userInformation = null;
        while (in.hasMore()) {
            int type = in.itemType();
            ItemReader content = in.content();
            switch (type) {
                case ItemType.APPLICATION_CONTEXT -> applicationContext = content.uid();
                case ItemType.PROPOSED_CONTEXT -> contexts.add(newContext(RequestedContext.read(content), ids));
                case ItemType.USER_INFORMATION -> userInformation = UserInformation.read(content);
                default -> tolerance.countUnknown();
            }
        }
        if (userInformation == null) {
            throw ItemReader.invalid("A-ASSOCIATE-RQ has no user information");
        }
        return new AssociateRequest(protocolVersion, titles, applicationContext, contexts, userInformation);
    }

    private static RequestedContext newContext(RequestedContext context, Set<Integer> ids) throws PduException {
        if (!ids.add(context.id())) {
            throw ItemReader.invalid("presentation context " + context.id() + " is proposed twice");
        }
        return context;
    }

    @Override
    public PduType type() {
        return PduType.ASSOCIATE_RQ;
    }

    @Override
    public void writeBody(ItemWriter out) {
        out.uint16(protocolVersion).reserved(2);
        titles.write(out);
        out.textItem(ItemType.APPLICATION_CONTEXT, applicationContext);
        contexts.forEach(context -> context.write(out));
        userInformation.write(out);
    }
}
