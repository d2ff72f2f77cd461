package io.github.swfsdk.examples.bench;

import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.dicom.service.WorklistKeys;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A schedule of so many steps: 90 days, today in the middle, 40 stations of five modalities. Half of the stations do nine
 * tenths of the work, so that of 100,000 steps a busy one has about 50 on a day. Each patient has four steps. The steps of a
 * small schedule are the first ones of a larger one. Immutable.
 */
record ScheduleFixture(int steps, LocalDate today) {
    private static final int DAYS = 90;
    private static final int BUSY_STATIONS = 20;
    private static final int QUIET_STATIONS = 20;
    private static final int POLLED_DAYS = 3;
    private static final List<String> MODALITIES = List.of("CT", "MR", "US", "DX", "NM");

    ScheduledStep step(int number) {
        SplittableRandom random = new SplittableRandom(number);
        boolean busy = random.nextInt(10) > 0;
        int station = busy ? random.nextInt(BUSY_STATIONS) : BUSY_STATIONS + random.nextInt(QUIET_STATIONS);
        LocalDate day = today.plusDays(random.nextInt(DAYS) - DAYS / 2);
        LocalTime time = LocalTime.of(7 + number % 12, number % 60);
        DataSet item = DataSet.builder()
                .put(Tags.MODALITY, modality(station))
                .put(Tags.SCHEDULED_STATION_AE_TITLE, station(station))
                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, DateTimeFormatter.BASIC_ISO_DATE.format(day))
                .put(
                        Tags.SCHEDULED_PROCEDURE_STEP_START_TIME,
                        DateTimeFormatter.ofPattern("HHmmss").format(time))
                .put(Tags.SCHEDULED_PERFORMING_PHYSICIAN_NAME, "Performer^" + station)
                .put(Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION, "Step " + number % 200)
                .putCodes(
                        Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE,
                        List.of(Code.of("P" + number % 200, "99SWF", "Protocol " + number % 200)))
                .put(Tags.SCHEDULED_PROCEDURE_STEP_ID, "S" + number)
                .put(Tags.SCHEDULED_PROCEDURE_STEP_LOCATION, "Room " + station)
                .build();
        return new ScheduledStep(DataSet.builder()
                .put(Tags.ACCESSION_NUMBER, accession(number))
                .put(Tags.REFERRING_PHYSICIAN_NAME, "Referrer^" + number % 300)
                .put(Tags.PATIENT_NAME, "Sample" + patient(number) + "^Anna")
                .put(Tags.PATIENT_ID, "P" + patient(number))
                .put(Tags.ISSUER_OF_PATIENT_ID, "HOSPITAL")
                .put(Tags.PATIENT_BIRTH_DATE, "19700101")
                .put(Tags.PATIENT_SEX, number % 2 == 0 ? "F" : "M")
                .put(Tags.PATIENT_WEIGHT, "72.5")
                .put(Tags.STUDY_INSTANCE_UID, Uid.of("1.2.3.4." + number))
                .put(Tags.REQUESTING_PHYSICIAN, "Requester^" + number % 300)
                .put(Tags.REQUESTED_PROCEDURE_DESCRIPTION, "Procedure " + number % 200)
                .putCodes(
                        Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE,
                        List.of(Code.of("R" + number % 200, "99SWF", "Procedure " + number % 200)))
                .put(Tags.CURRENT_PATIENT_LOCATION, "Ward " + number % 20)
                .put(Tags.REQUESTED_PROCEDURE_ID, "R" + number)
                .put(Tags.PLACER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST, "PL" + number)
                .put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, item)
                .build());
    }

    private static int patient(int number) {
        return number / 4;
    }

    private static String modality(int station) {
        return MODALITIES.get(station % MODALITIES.size());
    }

    private static String station(int number) {
        return "STATION" + number;
    }

    private static String accession(int number) {
        return "A" + number;
    }

    /** The ways in which modalities ask. */
    enum Question {
        ACCESSION_NUMBER("accession number", 1) {
            @Override
            WorklistKeys keys(ScheduleFixture schedule, int number) {
                return WorklistKeys.all().accessionNumber(accession(schedule.any(number)));
            }
        },
        PATIENT_ID("patient ID", 1) {
            @Override
            WorklistKeys keys(ScheduleFixture schedule, int number) {
                return WorklistKeys.all().patientId("P" + patient(schedule.any(number)));
            }
        },
        STATION_AND_DAY("station and day", BUSY_STATIONS * POLLED_DAYS) {
            @Override
            WorklistKeys keys(ScheduleFixture schedule, int number) {
                return WorklistKeys.all()
                        .station(station(number % BUSY_STATIONS))
                        .on(schedule.today.plusDays(number / BUSY_STATIONS % POLLED_DAYS));
            }
        },
        MODALITY_TODAY("modality today", MODALITIES.size()) {
            @Override
            WorklistKeys keys(ScheduleFixture schedule, int number) {
                return WorklistKeys.all().modality(modality(number)).on(schedule.today);
            }
        };

        private final String text;
        private final int round;

        Question(String text, int round) {
            this.text = text;
            this.round = round;
        }

        /** What is asked the n-th time. */
        abstract WorklistKeys keys(ScheduleFixture schedule, int number);

        /** After how many times it is asked alike again; 1 where it is of an identifier, another one each time. */
        int round() {
            return round;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** A step number, another one for each n. */
    private int any(int number) {
        return (int) (number * 7919L % steps);
    }
}
