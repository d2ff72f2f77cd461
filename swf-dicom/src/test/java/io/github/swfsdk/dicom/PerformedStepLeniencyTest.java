package io.github.swfsdk.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.DiscontinuationReason;
import io.github.swfsdk.api.mpps.InMemoryPerformedStepStore;
import io.github.swfsdk.api.mpps.MppsHandler;
import io.github.swfsdk.api.mpps.MppsLeniency;
import io.github.swfsdk.api.mpps.PerformedSeries;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepDraft;
import io.github.swfsdk.api.mpps.PerformedStepModification;
import io.github.swfsdk.api.mpps.PerformedStepRules;
import io.github.swfsdk.api.testkit.ExamFixtures;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.DimseResponse;
import io.github.swfsdk.dicom.service.MppsClient;
import io.github.swfsdk.dicom.service.MppsService;
import io.github.swfsdk.dicom.service.Status;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each leniency over a real socket: a device for which it is named is answered with success, and the listener hears of it; any
 * other device is refused as the standard says.
 */
class PerformedStepLeniencyTest {
    private static final LocalDateTime START = LocalDateTime.of(2026, 1, 10, 12, 0);
    private static final PerformedSeries SERIES = PerformedSeries.of(Uid.of("1.2.3.5"), "CHEST");

    /** A request that needs the leniency of the same name, and what it is answered with otherwise. */
    private enum Deviation {
        MISSING_TYPE_2(Status.MISSING_ATTRIBUTE) {
            @Override
            DataSet create(DataSet created) {
                return created.toBuilder().remove(Tags.PATIENT_SEX).build();
            }
        },
        INCOMPLETE_CODE(Status.MISSING_ATTRIBUTE) {
            @Override
            DataSet create(DataSet created) {
                DataSet code = DataSet.builder().put(Tags.CODE_VALUE, "X1").build();
                return created.toBuilder()
                        .put(Tags.PERFORMED_PROTOCOL_CODE_SEQUENCE, code)
                        .build();
            }
        },
        OVERLONG_TEXT(Status.INVALID_ATTRIBUTE_VALUE) {
            @Override
            DataSet create(DataSet created) {
                return created.toBuilder()
                        .put(Tags.STUDY_ID, "a study ID of 25 letters!")
                        .build();
            }
        },
        ADDED_BY_SET(Status.NO_SUCH_ATTRIBUTE) {
            @Override
            DataSet set(DataSet end) {
                return end.toBuilder().put(Tags.TOTAL_NUMBER_OF_EXPOSURES, 3).build();
            }
        },
        UNCHANGED_REPEATED(Status.INVALID_ATTRIBUTE_VALUE) {
            @Override
            DataSet set(DataSet end) {
                return end.toBuilder().put(Tags.PATIENT_ID, "P1").build();
            }
        },
        EMPTY_IN_SET(Status.MISSING_ATTRIBUTE_VALUE) {
            @Override
            DataSet set(DataSet end) {
                return DataSet.builder()
                        .putEmpty(Tags.PERFORMED_SERIES_SEQUENCE)
                        .build();
            }
        },
        NO_SERIES_WHEN_DISCONTINUED(Status.MISSING_ATTRIBUTE_VALUE) {
            @Override
            DataSet set(DataSet end) {
                return PerformedStepModification.discontinue(START.plusMinutes(5), DiscontinuationReason.UNSPECIFIED)
                        .build()
                        .toBuilder()
                        .remove(Tags.PERFORMED_SERIES_SEQUENCE)
                        .build();
            }
        },
        NO_END_TIME(Status.MISSING_ATTRIBUTE_VALUE) {
            @Override
            DataSet set(DataSet end) {
                return end.toBuilder()
                        .remove(Tags.PERFORMED_PROCEDURE_STEP_END_TIME)
                        .build();
            }
        },
        NO_PROTOCOL_NAME(Status.MISSING_ATTRIBUTE_VALUE) {
            @Override
            DataSet set(DataSet end) {
                DataSet unnamed =
                        SERIES.toItem().toBuilder().putEmpty(Tags.PROTOCOL_NAME).build();
                return end.toBuilder()
                        .put(Tags.PERFORMED_SERIES_SEQUENCE, unnamed)
                        .build();
            }
        };

        private final Status otherwise;

        Deviation(Status otherwise) {
            this.otherwise = otherwise;
        }

        DataSet create(DataSet created) {
            return created;
        }

        DataSet set(DataSet end) {
            return end;
        }

        boolean isAboutCreation() {
            return ordinal() <= OVERLONG_TEXT.ordinal();
        }

        MppsLeniency leniency() {
            return MppsLeniency.valueOf(name());
        }
    }

    private final List<String> used = new CopyOnWriteArrayList<>();
    private final DicomServer server = DicomServer.builder()
            .ae("SWF", 0)
            .host(MppsService.of(new MppsHandler() {}, new InMemoryPerformedStepStore())
                    .withRules(
                            ae -> ae.equals("STRICT")
                                    ? PerformedStepRules.strict()
                                    : PerformedStepRules.tolerating(Set.of(MppsLeniency.valueOf(nameOf(ae)))),
                            (ae, uid, leniencies) -> used.add(ae + " " + uid + " " + leniencies)))
            .start();
    private final PerformedStep step = PerformedStepDraft.of(ExamFixtures.step("A1", ExamFixtures.study(1), "S1"))
            .station("CT1", "", "")
            .start(START)
            .build();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(Deviation.class)
    void isForTheDeviceForWhichItIsNamedAndIsRecorded(Deviation deviation) {
        assertThat(perform("STRICT", deviation).status()).isEqualTo(deviation.otherwise);
        assertThat(used).isEmpty();

        assertThat(perform(titleOf(deviation), deviation).status()).isEqualTo(Status.SUCCESS);
        assertThat(used)
                .containsExactly(titleOf(deviation) + " " + step.sopInstanceUid() + " [" + deviation.leniency() + "]");
    }

    @ParameterizedTest
    @EnumSource(MppsLeniency.class)
    void everyLeniencyIsTriedHere(MppsLeniency leniency) {
        assertThat(Deviation.valueOf(leniency.name()).leniency()).isEqualTo(leniency);
    }

    /** Returns the answer to the request that deviates. */
    private DimseResponse perform(String aeTitle, Deviation deviation) {
        MppsClient client = MppsClient.of(DicomClient.of(aeTitle), new RemoteAe("SWF", "localhost", server.port()));
        DimseResponse created = client.create(step.sopInstanceUid(), deviation.create(step.attributes()));
        if (deviation.isAboutCreation()) {
            return created;
        }
        assertThat(created.status()).isEqualTo(Status.SUCCESS);
        DataSet end = PerformedStepModification.complete(START.plusMinutes(5))
                .series(List.of(SERIES))
                .build();
        return client.set(step.sopInstanceUid(), deviation.set(end));
    }

    /** An AE title has at most 16 characters. */
    private static String titleOf(Deviation deviation) {
        return "DEVICE" + deviation.ordinal();
    }

    private static String nameOf(String aeTitle) {
        return Deviation.values()[Integer.parseInt(aeTitle.substring("DEVICE".length()))].name();
    }
}
