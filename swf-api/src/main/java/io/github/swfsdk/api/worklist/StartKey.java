package io.github.swfsdk.api.worklist;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.function.Function;

/**
 * The start date with a range of start times, which are one span of time: from the first time on the first day to the last
 * time on the last day, the nights between included (PS3.4, table K.6-1, note to the start time).
 */
record StartKey(AttributePath path, LocalDateTime earliest, LocalDateTime latest) implements ItemKeys.Key {
    @Override
    public boolean filters() {
        return true;
    }

    @Override
    public Optional<AttributePath> mismatch(DataSet item) {
        Optional<LocalDate> date = value(item, Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, ValueTest::dateOf);
        Optional<LocalTime> time = value(item, Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, ValueTest::timeOf);
        boolean matches =
                date.isPresent() && time.isPresent() && contains(date.get().atTime(time.get()));
        return matches ? Optional.empty() : Optional.of(path);
    }

    @Override
    public void answer(DataSet item, DataSet.Builder answer) {
        // the keys of date and time put their attributes themselves
    }

    private boolean contains(LocalDateTime start) {
        return !start.isBefore(earliest) && !start.isAfter(latest);
    }

    private static <T> Optional<T> value(DataSet item, Tag tag, Function<String, Optional<T>> reader) {
        return item.string(tag).flatMap(reader);
    }
}
