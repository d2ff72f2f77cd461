package io.github.swfsdk.hl7.mapping;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.hl7.message.ErrorCode;
import io.github.swfsdk.hl7.message.Hl7Message;
import io.github.swfsdk.hl7.message.Hl7Value;
import io.github.swfsdk.hl7.message.Segment;
import java.time.LocalTime;

/** The scheduled procedure step: one pair of ORC and OBR (IHE RAD TF-2, appendix B). */
final class StepFields {
    private StepFields() {}

    /** Returns the item of (0040,0100); a time zone goes to the level above it. */
    static DataSet map(Hl7Message message, OrderGroup group, StationDirectory stations, DataSet.Builder above) {
        Segment obr = group.requiredObr();
        DataSet.Builder step = DataSet.builder();
        new FieldMapper(obr, group.obrSequence(), step)
                .require(24)
                .identifier(20, Tags.SCHEDULED_PROCEDURE_STEP_ID)
                .convert(24, Tags.MODALITY, value -> modality(obr, group, value))
                .resource(34, Tags.SCHEDULED_PERFORMING_PHYSICIAN_NAME)
                .text(4, 5, Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION)
                .code(4, 4, Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE);
        describe(step, above);
        putStart(message, group, step, above);
        putStation(stations.assign(obr.text(24), group.orc().text(18)), step);
        return step.put(
                        Tags.SCHEDULED_PROCEDURE_STEP_STATUS,
                        OrderStates.status(group).term())
                .build();
    }

    /** A worklist item needs a description or a protocol code (PS3.4, table K.6-1); the procedure's own is the next best. */
    private static void describe(DataSet.Builder step, DataSet.Builder above) {
        DataSet soFar = step.build();
        if (!soFar.hasValue(Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION)
                && !soFar.hasValue(Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE)) {
            above.build()
                    .string(Tags.REQUESTED_PROCEDURE_DESCRIPTION)
                    .ifPresent(text -> step.put(Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION, text));
        }
    }

    /** The first of ORC-7.4, OBR-27.4 and OBR-36 that is given; without any, as soon as the message was sent, MSH-7. */
    private static void putStart(Hl7Message message, OrderGroup group, DataSet.Builder step, DataSet.Builder above) {
        Segment obr = group.requiredObr();
        TimeStamp start;
        if (group.orc().field(7).component(4).hasText()) {
            start = start(group.orc(), group.orcSequence(), 7, 4);
        } else if (obr.field(27).component(4).hasText()) {
            start = start(obr, group.obrSequence(), 27, 4);
        } else if (obr.field(36).hasText()) {
            start = start(obr, group.obrSequence(), 36, 1);
        } else {
            start = start(message.header(), 1, 7, 1);
        }
        start.date().ifPresent(date -> step.put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, date));
        step.put(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, start.time().orElse(LocalTime.MIDNIGHT));
        if (!start.offset().isEmpty()) {
            above.put(Tags.TIMEZONE_OFFSET_FROM_UTC, start.offset());
        }
    }

    private static TimeStamp start(Segment segment, int sequence, int field, int component) {
        FieldMapper fields = new FieldMapper(segment, sequence, DataSet.builder());
        TimeStamp start = fields.timeStamp(segment.field(field).component(component), field, component);
        if (start.date().isEmpty()) {
            throw fields.failure(ErrorCode.DATA_TYPE_ERROR, field, component, "names no day");
        }
        return start;
    }

    private static void putStation(StationDirectory.Station station, DataSet.Builder step) {
        step.put(Tags.SCHEDULED_STATION_AE_TITLE, station.aeTitle());
        if (!station.name().isEmpty()) {
            step.put(Tags.SCHEDULED_STATION_NAME, station.name());
        }
        if (!station.location().isEmpty()) {
            step.put(Tags.SCHEDULED_PROCEDURE_STEP_LOCATION, station.location());
        }
    }

    /** A code string: capital letters, digits, space and underscore, at most 16 (PS3.5, 6.2). */
    private static String modality(Segment obr, OrderGroup group, Hl7Value value) {
        String modality = value.text().strip();
        if (!modality.matches("[A-Z0-9_ ]{1,16}")) {
            throw new FieldMapper(obr, group.obrSequence(), DataSet.builder())
                    .failure(ErrorCode.DATA_TYPE_ERROR, 24, 0, "is no modality");
        }
        return modality;
    }
}
