package io.github.swfsdk.hl7.internal.parse;

import io.github.swfsdk.hl7.message.ErrorCode;
import io.github.swfsdk.hl7.message.Hl7FormatException;
import io.github.swfsdk.hl7.message.Hl7Location;
import io.github.swfsdk.hl7.message.Leniency;
import io.github.swfsdk.hl7.message.Segment;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rules for MSH (HL7 v2.3.1, 2.24.1, and the usage codes of IHE Radiology). First what would make the message
 * unreadable, then whether this is the right receiver, then what is missing. Immutable and thread-safe.
 */
public final class HeaderCheck {
    private static final Pattern SUPPORTED = Pattern.compile("2\\.(3\\.[1-9]|[4-9](\\.\\d)?)");
    private static final Pattern PROCESSING_ID = Pattern.compile("[PTD]");
    /** HL7 v2.7, 2.15.9.10 allows 199 characters, v2.3.1 20; no version more. */
    private static final int MAX_CONTROL_ID = 199;

    private final Set<Leniency> leniencies;
    private final Set<Address> senders;
    private final Set<Address> receivers;

    /** Creates the rules; an empty set of addresses stands for any. */
    public HeaderCheck(Set<Leniency> leniencies, Set<Address> senders, Set<Address> receivers) {
        this.leniencies = Set.copyOf(leniencies);
        this.senders = Set.copyOf(senders);
        this.receivers = Set.copyOf(receivers);
    }

    /**
     * An application at a facility.
     *
     * @param application MSH-3.1 or MSH-5.1
     * @param facility MSH-4.1 or MSH-6.1
     */
    public record Address(String application, String facility) {}

    /**
     * Checks a header.
     *
     * @return the leniencies that were used
     * @throws Hl7FormatException if a rule is broken
     */
    public Set<Leniency> check(MessageHeader header) {
        Segment msh = header.segment();
        Set<Leniency> tolerated = EnumSet.noneOf(Leniency.class);
        if (!header.hasUsableDelimiters()) {
            throw new Hl7FormatException(
                    ErrorCode.DATA_TYPE_ERROR, Hl7Location.of("MSH", 2), "MSH-2 must be four different delimiters");
        }
        require(msh, 9, 1);
        require(msh, 9, 2);
        require(msh, 10, 0);
        checkControlId(msh);
        checkProcessingId(msh);
        checkVersion(msh, tolerated);
        checkAddresses(msh, tolerated);
        require(msh, 7, 0);
        return tolerated;
    }

    private static void checkControlId(Segment msh) {
        if (msh.text(10).length() > MAX_CONTROL_ID) {
            throw new Hl7FormatException(
                    ErrorCode.DATA_TYPE_ERROR,
                    Hl7Location.of("MSH", 10),
                    "longer than " + MAX_CONTROL_ID + " characters");
        }
    }

    private static void checkProcessingId(Segment msh) {
        require(msh, 11, 0);
        if (!PROCESSING_ID.matcher(msh.text(11)).matches()) {
            throw new Hl7FormatException(
                    ErrorCode.UNSUPPORTED_PROCESSING_ID, Hl7Location.of("MSH", 11), "is none of P, T and D");
        }
    }

    private void checkVersion(Segment msh, Set<Leniency> tolerated) {
        require(msh, 12, 0);
        String version = msh.text(12);
        if (version.equals("2.3") && leniencies.contains(Leniency.VERSION_2_3)) {
            tolerated.add(Leniency.VERSION_2_3);
        } else if (!SUPPORTED.matcher(version).matches()) {
            throw new Hl7FormatException(
                    ErrorCode.UNSUPPORTED_VERSION_ID, Hl7Location.of("MSH", 12), "is no version from 2.3.1 on");
        }
    }

    private void checkAddresses(Segment msh, Set<Leniency> tolerated) {
        for (int field = 3; field <= 6; field++) {
            if (!msh.text(field).isEmpty()) {
                continue;
            }
            if (!leniencies.contains(Leniency.EMPTY_SENDER_OR_RECEIVER)) {
                require(msh, field, 0);
            }
            tolerated.add(Leniency.EMPTY_SENDER_OR_RECEIVER);
        }
        checkKnown(senders, msh, 3, "sender");
        checkKnown(receivers, msh, 5, "receiver");
    }

    private static void checkKnown(Set<Address> known, Segment msh, int field, String role) {
        Address address = new Address(msh.text(field), msh.text(field + 1));
        if (!known.isEmpty() && !known.contains(address)) {
            throw new Hl7FormatException(
                    ErrorCode.TABLE_VALUE_NOT_FOUND,
                    Hl7Location.of("MSH", field),
                    "application and facility are no known " + role);
        }
    }

    private static void require(Segment msh, int field, int component) {
        String text = component == 0
                ? msh.text(field)
                : msh.field(field).component(component).text();
        if (text.isEmpty()) {
            throw new Hl7FormatException(
                    ErrorCode.REQUIRED_FIELD_MISSING,
                    Hl7Location.of("MSH", field).withComponent(component),
                    "required field is empty");
        }
    }
}
