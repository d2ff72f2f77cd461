package io.github.swfsdk.api.worklist;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.DateRange;
import io.github.swfsdk.api.dataset.DateTimeRange;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.SequenceElement;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.Vr;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves the dates and times of steps to the time zone that a query names in (0008,0201) Timezone Offset From UTC, where they are
 * compared and answered (PS3.4, C.2.2.2.1.3, C.2.2.2.5.2 and K.4.1.1.3); if it names none, those of a step with a zone of its own
 * to that of the schedule, if this is known. A date moves with its time; one without time stays, as a birthday is the same day
 * everywhere. Immutable.
 *
 * @param asked the zone of the query; empty if it names none
 * @param schedule the zone of the schedule; empty if nobody has said it
 */
record TimeZones(Optional<ZoneOffset> asked, Optional<ZoneId> schedule) {
    /** Each date with the time that belongs to it. */
    private static final Map<Tag, Tag> TIME_OF_DATE = Map.of(
            Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, Tags.SCHEDULED_PROCEDURE_STEP_START_TIME,
            Tags.SCHEDULED_PROCEDURE_STEP_END_DATE, Tags.SCHEDULED_PROCEDURE_STEP_END_TIME,
            Tags.STUDY_DATE, Tags.STUDY_TIME,
            Tags.ISSUE_DATE_OF_IMAGING_SERVICE_REQUEST, Tags.ISSUE_TIME_OF_IMAGING_SERVICE_REQUEST,
            Tags.ADMITTING_DATE, Tags.ADMITTING_TIME);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss.SSSSSS");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xx");
    private static final int HOURS = 2;
    private static final int HOURS_AND_MINUTES = 4;
    private static final int FARTHEST_DAYS = 2; // offsets go from -1200 to +1400, which are 26 hours
    private static final int LAST_YEAR = 9999;

    /** Reads the zone of a query. */
    static TimeZones of(DataSet identifier, Optional<ZoneId> schedule) {
        String asked = identifier.text(Tags.TIMEZONE_OFFSET_FROM_UTC);
        Optional<ZoneOffset> offset = offset(asked);
        if (!asked.isEmpty() && offset.isEmpty()) {
            throw QueryReader.malformed(
                    "the key is no offset from UTC", AttributePath.of(Tags.TIMEZONE_OFFSET_FROM_UTC));
        }
        return new TimeZones(offset, schedule);
    }

    /** Where a key of DT is that has no offset of its own, and such a value of a step that does not say. */
    ZoneId ofKeys() {
        return asked.isPresent() ? asked.get() : ofSchedule();
    }

    private ZoneId ofSchedule() {
        return schedule.orElseGet(ZoneId::systemDefault);
    }

    /** The step as it is compared. */
    ScheduledStep forMatching(ScheduledStep step) {
        return asked.isPresent() || step.attributes().hasValue(Tags.TIMEZONE_OFFSET_FROM_UTC)
                ? moved(step, target(step))
                : step;
    }

    /** The step as it is answered. */
    ScheduledStep forAnswer(ScheduledStep step) {
        Optional<ZoneOffset> target = target(step);
        return target.isPresent() ? moved(step, target) : step;
    }

    /** Where dates and times of a step go; empty if they stay. */
    private Optional<ZoneOffset> target(ScheduledStep step) {
        Optional<ZoneOffset> own = offset(step.attributes().text(Tags.TIMEZONE_OFFSET_FROM_UTC));
        if (asked.isPresent() || own.isEmpty()) {
            return asked;
        }
        return schedule.flatMap(zone ->
                step.start().map(start -> zone.getRules().getOffset(start.toInstant(own.get()))));
    }

    /**
     * What a provider can narrow by, wherever it keeps its times: days on both sides are added, and times left out, if any of
     * them may move.
     */
    DataSet forProvider(DataSet identifier) {
        if (asked.isEmpty() && schedule.isEmpty()) {
            return identifier;
        }
        DataSet.Builder root = withoutTimes(identifier).toBuilder().remove(Tags.TIMEZONE_OFFSET_FROM_UTC);
        identifier
                .item(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE)
                .filter(item -> !item.isEmpty())
                .ifPresent(item -> root.put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, withMoreDays(item)));
        return root.build();
    }

    /** Whether a time of day is in the answer. */
    static boolean hasTime(DataSet answer) {
        return answer.elements().stream()
                .anyMatch(element -> element instanceof SequenceElement sequence
                        ? sequence.items().stream().anyMatch(TimeZones::hasTime)
                        : !element.isEmpty() && (element.vr() == Vr.TM || element.vr() == Vr.DT));
    }

    private ScheduledStep moved(ScheduledStep step, Optional<ZoneOffset> target) {
        ZoneId from = offset(step.attributes().text(Tags.TIMEZONE_OFFSET_FROM_UTC))
                .map(ZoneId.class::cast)
                .orElseGet(this::ofSchedule);
        DataSet.Builder moved = moved(step.attributes(), from, target).toBuilder();
        target.ifPresent(to -> moved.put(Tags.TIMEZONE_OFFSET_FROM_UTC, OFFSET.format(to)));
        return new ScheduledStep(moved.build());
    }

    private static DataSet moved(DataSet level, ZoneId from, Optional<ZoneOffset> target) {
        DataSet.Builder result = level.toBuilder();
        for (Element element : level) {
            if (element instanceof SequenceElement sequence) {
                List<DataSet> items = sequence.items().stream()
                        .map(item -> moved(item, from, target))
                        .toList();
                result.put(SequenceElement.of(sequence.tag(), items));
            } else if (element instanceof TextElement text && text.vr() == Vr.DT) {
                List<String> values = text.values().stream()
                        .map(value -> withOffset(value, from))
                        .toList();
                result.put(TextElement.of(text.tag(), Vr.DT, values));
            } else if (target.isPresent() && TIME_OF_DATE.containsKey(element.tag())) {
                move(level, element.tag(), from, target.get(), result);
            }
        }
        return result.build();
    }

    private static void move(DataSet level, Tag date, ZoneId from, ZoneOffset to, DataSet.Builder result) {
        Tag time = TIME_OF_DATE.getOrDefault(date, date);
        Optional<LocalDate> day = only(level, date).flatMap(ValueTest::dateOf);
        Optional<LocalTime> clock = only(level, time).flatMap(ValueTest::timeOf);
        if (day.isEmpty() || clock.isEmpty()) {
            return;
        }
        LocalDateTime there = day.get()
                .atTime(clock.get())
                .atZone(from)
                .withZoneSameInstant(to)
                .toLocalDateTime();
        result.put(date, there.toLocalDate());
        result.put(time, text(there.toLocalTime(), level.text(time)));
    }

    /** The time as precisely as it was written. */
    private static String text(LocalTime time, String before) {
        int length = before.replace(":", "").length();
        boolean needsMinutes = length == HOURS && time.getMinute() > 0;
        return TIME.format(time).substring(0, needsMinutes ? HOURS_AND_MINUTES : length);
    }

    private static Optional<String> only(DataSet level, Tag tag) {
        return level.strings(tag).size() == 1 ? level.string(tag) : Optional.empty();
    }

    private static String withOffset(String value, ZoneId from) {
        try {
            return value.isEmpty() || value.indexOf('+') >= 0 || value.indexOf('-') >= 0
                    ? value
                    : value + OFFSET.format(DateTimeRange.ofValue(value, from).earliest());
        } catch (IllegalArgumentException e) {
            return value; // no moment: unknown in each zone
        }
    }

    private static Optional<ZoneOffset> offset(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(DateTimeRange.parseOffset(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static DataSet withoutTimes(DataSet keys) {
        DataSet.Builder result = keys.toBuilder();
        for (Element element : keys) {
            if (TIME_OF_DATE.containsKey(element.tag()) || element.vr() == Vr.TM || element.vr() == Vr.DT) {
                result.putEmpty(element.tag());
            }
        }
        return result.build();
    }

    private static DataSet withMoreDays(DataSet item) {
        String key = item.text(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE);
        DataSet without = withoutTimes(item);
        if (key.isEmpty()) {
            return without;
        }
        DateRange days = DateRange.parse(key);
        boolean since =
                !days.earliest().equals(LocalDate.MIN) && days.earliest().getYear() > 0;
        boolean until = !days.latest().equals(LocalDate.MAX) && days.latest().getYear() < LAST_YEAR;
        if (!since && !until) {
            return without;
        }
        String wider = (since ? day(days.earliest().minusDays(FARTHEST_DAYS)) : "") + "-"
                + (until ? day(days.latest().plusDays(FARTHEST_DAYS)) : "");
        return without.toBuilder()
                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, wider)
                .build();
    }

    private static String day(LocalDate date) {
        return DateTimeFormatter.BASIC_ISO_DATE.format(date);
    }
}
