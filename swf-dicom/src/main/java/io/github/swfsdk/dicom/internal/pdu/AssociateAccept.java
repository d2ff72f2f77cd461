package io.github.swfsdk.dicom.internal.pdu;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A-ASSOCIATE-AC (PS3.8, 9.3.3): the association is open, with one answer for each proposed context.
 *
 * @param titles bytes 11 to 74 of the request, sent back and never tested
 */
public record AssociateAccept(
        int protocolVersion,
        AeTitles titles,
        String applicationContext,
        List<AnsweredContext> contexts,
        UserInformation userInformation)
        implements Pdu {

    public AssociateAccept {
        contexts = List.copyOf(contexts);
    }

    /** The acceptance of {@code request}. */
    public AssociateAccept(AssociateRequest request, List<AnsweredContext> contexts, UserInformation userInformation) {
        this(
                AssociateRequest.VERSION_1,
                request.titles(),
                AssociateRequest.DICOM_APPLICATION_CONTEXT,
                contexts,
                userInformation);
    }

    static AssociateAccept read(ByteBuffer body, Tolerance tolerance) throws PduException {
        ItemReader in = new ItemReader(body, tolerance);
        int protocolVersion = in.uint16(); // bytes 7-8
        in.skip(2); // bytes 9-10: reserved
        AeTitles titles = AeTitles.read(in); // bytes 11-74: reserved
        String applicationContext = "";
        List<AnsweredContext> contexts = new ArrayList<>();
        UserInformation userInformation = null;
        while (in.hasMore()) {
            int type = in.itemType();
            ItemReader content = in.content();
            switch (type) {
                case ItemType.APPLICATION_CONTEXT -> applicationContext = content.uid();
                case ItemType.ANSWERED_CONTEXT -> contexts.add(AnsweredContext.read(content));
                case ItemType.USER_INFORMATION -> userInformation = UserInformation.read(content);
                default -> tolerance.countUnknown();
            }
        }
        if (userInformation == null) {
            throw ItemReader.invalid("A-ASSOCIATE-AC has no user information");
        }
        return new AssociateAccept(protocolVersion, titles, applicationContext, contexts, userInformation);
    }

    @Override
    public PduType type() {
        return PduType.ASSOCIATE_AC;
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
