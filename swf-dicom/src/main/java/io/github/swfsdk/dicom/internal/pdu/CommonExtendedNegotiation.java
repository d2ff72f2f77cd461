package io.github.swfsdk.dicom.internal.pdu;

import java.util.ArrayList;
import java.util.List;

/**
 * Common extended negotiation (PS3.7, D.3.3.6): the service class of a SOP class that the acceptor may not know. Requests
 * only; there is no answer.
 *
 * @param relatedGeneral general SOP classes whose services also fit
 */
public record CommonExtendedNegotiation(String sopClass, String serviceClass, List<String> relatedGeneral) {

    public CommonExtendedNegotiation {
        relatedGeneral = List.copyOf(relatedGeneral);
    }

    static CommonExtendedNegotiation read(ItemReader in) throws PduException {
        String sopClass = in.counted().uid();
        String serviceClass = in.counted().uid();
        List<String> relatedGeneral = new ArrayList<>();
        ItemReader list = in.counted();
        while (list.hasMore()) {
            in.tolerance().countItem();
            relatedGeneral.add(list.counted().uid());
        }
        return new CommonExtendedNegotiation(sopClass, serviceClass, relatedGeneral); // what is left is reserved
    }

    void write(ItemWriter out) {
        int start = out.beginItem(ItemType.COMMON_EXTENDED_NEGOTIATION); // byte 2: sub-item version 0
        out.countedText(sopClass).countedText(serviceClass);
        out.uint16(relatedGeneral.stream().mapToInt(uid -> 2 + uid.length()).sum());
        relatedGeneral.forEach(out::countedText);
        out.endItem(start);
    }
}
