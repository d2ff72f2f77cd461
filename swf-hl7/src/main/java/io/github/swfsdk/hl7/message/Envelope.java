package io.github.swfsdk.hl7.message;

import java.time.Clock;
import java.util.Objects;

/**
 * Who writes to whom, and how: what the header of each message says. Messages are v2.3.1, the base of IHE Radiology
 * Scheduled Workflow. Immutable; thread-safe.
 */
public final class Envelope {
    private static final String VERSION = "2.3.1";
    private static final String PRODUCTION = "P";

    private final String sendingApplication;
    private final String sendingFacility;
    private final String receivingApplication;
    private final String receivingFacility;
    private final CharacterSet characterSet;
    private final Clock clock;
    private final ControlIds controlIds;

    private Envelope(
            String sendingApplication,
            String sendingFacility,
            String receivingApplication,
            String receivingFacility,
            CharacterSet characterSet,
            Clock clock) {
        this.sendingApplication = Objects.requireNonNull(sendingApplication, "sendingApplication");
        this.sendingFacility = Objects.requireNonNull(sendingFacility, "sendingFacility");
        this.receivingApplication = Objects.requireNonNull(receivingApplication, "receivingApplication");
        this.receivingFacility = Objects.requireNonNull(receivingFacility, "receivingFacility");
        this.characterSet = characterSet;
        this.clock = clock;
        this.controlIds = new ControlIds(clock);
    }

    /** Returns an envelope for messages in UTF-8 at the system's time. */
    public static Envelope between(
            String sendingApplication, String sendingFacility, String receivingApplication, String receivingFacility) {
        return new Envelope(
                sendingApplication,
                sendingFacility,
                receivingApplication,
                receivingFacility,
                CharacterSet.UTF_8,
                Clock.systemDefaultZone());
    }

    /** Returns an envelope for messages in another character set. */
    public Envelope with(CharacterSet other) {
        return new Envelope(
                sendingApplication,
                sendingFacility,
                receivingApplication,
                receivingFacility,
                Objects.requireNonNull(other, "characterSet"),
                clock);
    }

    /** Returns an envelope with another clock. */
    public Envelope with(Clock other) {
        return new Envelope(
                sendingApplication,
                sendingFacility,
                receivingApplication,
                receivingFacility,
                characterSet,
                Objects.requireNonNull(other, "clock"));
    }

    /** A header with the time and a control ID of its own. */
    Segment header(String type, String trigger) {
        Segment.Builder msh = Segment.builder("MSH")
                .put(3, sendingApplication)
                .put(4, sendingFacility)
                .put(5, receivingApplication)
                .put(6, receivingFacility)
                .put(7, now())
                .put(9, Composite.of(type, trigger))
                .put(10, controlIds.next())
                .put(11, PRODUCTION)
                .put(12, VERSION);
        if (characterSet != CharacterSet.ASCII) {
            msh.put(18, characterSet.hl7Name());
        }
        return msh.build();
    }

    String now() {
        return Timestamps.format(clock);
    }

    CharacterSet characterSet() {
        return characterSet;
    }
}
