package io.github.swfsdk.api.worklist;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The matching rules of PS3.4 once more, for the keys of random queries, written as plainly as can be: dates and times are
 * compared as text of full length, wildcards are regular expressions.
 */
final class WorklistReference {
    private static final DateTimeFormatter START = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSSSSS");
    private static final String FIRST_TIME = "000000.000000";
    private static final String LAST_TIME = "235959.999999";

    private WorklistReference() {}

    static boolean matches(DataSet query, ScheduledStep step) {
        DataSet item = step.step();
        DataSet keys = query.item(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE).orElse(DataSet.empty());
        return any(query, Tags.PATIENT_ID, step.attributes(), WorklistReference::literal)
                && any(query, Tags.ACCESSION_NUMBER, step.attributes(), WorklistReference::wildcard)
                && any(query, Tags.REQUESTED_PROCEDURE_ID, step.attributes(), WorklistReference::wildcard)
                && any(query, Tags.STUDY_INSTANCE_UID, step.attributes(), WorklistReference::literal)
                && any(query, Tags.PATIENT_NAME, step.attributes(), WorklistReference::name)
                && any(keys, Tags.MODALITY, item, WorklistReference::literal)
                && any(keys, Tags.SCHEDULED_STATION_AE_TITLE, item, WorklistReference::literal)
                && any(keys, Tags.SCHEDULED_PROCEDURE_STEP_ID, item, WorklistReference::wildcard)
                && start(keys, item);
    }

    /** The step with its start so many minutes later; one without a day or a time as it is. */
    static ScheduledStep later(ScheduledStep step, int minutes) {
        String day = day(given(step.step(), Tags.SCHEDULED_PROCEDURE_STEP_START_DATE));
        String time = time(given(step.step(), Tags.SCHEDULED_PROCEDURE_STEP_START_TIME));
        if (day.isEmpty() || time.isEmpty()) {
            return step;
        }
        String[] start = LocalDateTime.parse(day + "T" + time, START)
                .plusMinutes(minutes)
                .format(START)
                .split("T");
        return step.withStep(step.step().toBuilder()
                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, start[0])
                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, start[1])
                .build());
    }

    private interface Rule {
        boolean matches(String key, String value);
    }

    private static boolean any(DataSet keys, Tag tag, DataSet item, Rule rule) {
        List<String> wanted = given(keys, tag);
        return wanted.isEmpty()
                || given(item, tag).stream()
                        .anyMatch(value -> wanted.stream().anyMatch(key -> rule.matches(key, value)));
    }

    private static List<String> given(DataSet item, Tag tag) {
        return item.strings(tag).stream().filter(Predicate.not(String::isEmpty)).toList();
    }

    private static boolean literal(String key, String value) {
        return key.equals(value);
    }

    private static boolean wildcard(String key, String value) {
        String regex = Pattern.quote(key).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.matches(regex, value);
    }

    private static boolean name(String key, String value) {
        for (String group : value.split("=")) {
            if (wildcard(folded(key), folded(group))) {
                return true;
            }
        }
        return false;
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT).replace('ü', 'u').replace('ö', 'o');
    }

    private static boolean start(DataSet keys, DataSet item) {
        String dateKey = keys.text(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE);
        String timeKey = keys.text(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME);
        if (!dateKey.isEmpty() && timeKey.contains("-")) {
            String earliest = earliestDay(dateKey) + earliestTime(timeKey);
            String latest = latestDay(dateKey) + latestTime(timeKey);
            String start = day(given(item, Tags.SCHEDULED_PROCEDURE_STEP_START_DATE))
                    + time(given(item, Tags.SCHEDULED_PROCEDURE_STEP_START_TIME));
            return start.length() == earliest.length() && within(earliest, start, latest);
        }
        return any(
                        keys,
                        Tags.SCHEDULED_PROCEDURE_STEP_START_DATE,
                        item,
                        (key, day) -> isDay(day) && within(earliestDay(key), day, latestDay(key)))
                && any(
                        keys,
                        Tags.SCHEDULED_PROCEDURE_STEP_START_TIME,
                        item,
                        (key, time) -> within(earliestTime(key), filled(time, FIRST_TIME), latestTime(key)));
    }

    private static boolean within(String earliest, String value, String latest) {
        return earliest.compareTo(value) <= 0 && value.compareTo(latest) <= 0;
    }

    private static String earliestDay(String key) {
        return key.startsWith("-") ? "00000000" : key.substring(0, 8);
    }

    private static String latestDay(String key) {
        return key.endsWith("-") ? "99999999" : key.substring(key.length() - 8);
    }

    private static String earliestTime(String key) {
        return filled(key.split("-", -1)[0], FIRST_TIME);
    }

    private static String latestTime(String key) {
        String[] ends = key.split("-", -1);
        return filled(ends[ends.length - 1], LAST_TIME);
    }

    /** A partial time with the rest of another. */
    private static String filled(String time, String rest) {
        return time + rest.substring(time.length());
    }

    /** The first of several days counts for a span. */
    private static String day(List<String> days) {
        return days.isEmpty() || !isDay(days.get(0)) ? "" : days.get(0);
    }

    private static String time(List<String> times) {
        return times.isEmpty() ? "" : filled(times.get(0), FIRST_TIME);
    }

    private static boolean isDay(String text) {
        return text.matches("\\d{8}");
    }
}
