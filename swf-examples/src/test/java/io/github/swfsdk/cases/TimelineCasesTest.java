package io.github.swfsdk.cases;

import static io.github.swfsdk.cases.Hospital.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.mpps.DiscontinuationReason;
import io.github.swfsdk.api.workflow.TimelineEntry;
import io.github.swfsdk.api.workflow.TimelineEntry.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the timeline of an order tells when everything has come over the wire. */
class TimelineCasesTest extends HospitalCases {
    @Test
    void tellsEveryEventWithItsCause() {
        hospital.order(ANNA, "A1", "S1");
        Exam exam = ct.begin("A1", "S1");
        hospital.awaitDelivered(); // so that the forwarding has its place here
        exam.store();
        exam.store();
        exam.complete();
        hospital.awaitDelivered();
        assertThat(exam.commit().isComplete()).isTrue();
        hospital.awaitDelivered();

        List<TimelineEntry> entries = hospital.entries("A1");
        assertThat(entries)
                .extracting(TimelineEntry::event)
                .containsExactly(
                        Event.ORDER_PLACED,
                        Event.STEP_STARTED,
                        Event.STEP_FORWARDED,
                        Event.SERIES_STORED,
                        Event.STEP_COMPLETED,
                        Event.STEP_FORWARDED,
                        Event.INSTANCES_COMMITTED);
        assertThat(entries).isSortedAccordingTo((one, other) -> one.at().compareTo(other.at()));
        assertThat(entries.get(0).cause().kind()).isEqualTo(Cause.Kind.HL7);
        assertThat(entries.get(0).cause().reference()).as("MSH-10").isNotEmpty();
        for (int told : List.of(1, 3, 4, 6)) {
            assertThat(entries.get(told).cause().peer()).isEqualTo("CT1");
            assertThat(entries.get(told).cause().association())
                    .matches("CT1>SWF#\\d+/1 (localhost|127\\.0\\.0\\.1):\\d+ \\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
        }
        for (int told : List.of(1, 2, 4, 5)) {
            assertThat(entries.get(told).cause().reference())
                    .isEqualTo(exam.uid().value());
        }
        assertThat(entries.get(2).cause().peer()).isEqualTo("READER");
        assertThat(entries.stream().map(entry -> entry.cause().association()).filter(told -> !told.isEmpty()))
                .as("each request came on an association of its own")
                .doesNotHaveDuplicates();
    }

    @Test
    void tellsAllOrdersOfAGroupAcrossProceduresWhatBecomesOfItsImages() {
        hospital.order(ANNA, "A1", "S1");
        hospital.order(ANNA, "A2", "S1");
        hospital.order(ANNA, "A3", "S1");
        Exam group = ct.beginGroup(ct.entry("A1", "S1"), ct.entry("A2", "S1"));
        group.perform();

        assertThat(group.commit().isComplete()).isTrue();
        hospital.awaitDelivered();

        for (String accession : List.of("A1", "A2")) {
            assertThat(hospital.timeline(accession))
                    .containsExactly(
                            Event.ORDER_PLACED,
                            Event.STEP_STARTED,
                            Event.SERIES_STORED,
                            Event.STEP_COMPLETED,
                            Event.INSTANCES_COMMITTED);
        }
        assertThat(hospital.timeline("A3")).containsExactly(Event.ORDER_PLACED);
    }

    @Test
    void tellsTheOrderOfAnUnscheduledExamWhatBecomesOfItsImages() {
        Exam exam = ct.beginUnscheduled();
        hospital.order(ANNA, "A1", "S1");
        hospital.reconcile(exam, "A1", "S1");
        exam.perform();

        exam.commit();
        hospital.awaitDelivered();

        assertThat(hospital.timeline("A1"))
                .containsExactly(
                        Event.ORDER_PLACED,
                        Event.STEP_RECONCILED,
                        Event.SERIES_STORED,
                        Event.STEP_COMPLETED,
                        Event.INSTANCES_COMMITTED);
    }

    @Test
    void tellsTheWholeStoryOfAWrongWorklistEntry() {
        hospital.order(ANNA, "A1", "S1");
        Exam wrong = ct.begin("A1", "S1");
        wrong.store();
        wrong.discontinue(DiscontinuationReason.INCORRECT_WORKLIST_ENTRY_SELECTED);
        hospital.reconcile(wrong, "A1", "S1");
        hospital.separate(wrong);

        assertThat(hospital.timeline("A1"))
                .containsExactly(
                        Event.ORDER_PLACED,
                        Event.STEP_STARTED,
                        Event.SERIES_STORED,
                        Event.STEP_DISCONTINUED,
                        Event.INSTANCES_WITHHELD,
                        Event.STEP_RECONCILED,
                        Event.INSTANCES_RELEASED,
                        Event.STEP_SEPARATED,
                        Event.INSTANCES_WITHHELD);
        assertThat(hospital.entries("A1").stream()
                        .filter(entry -> entry.event() == Event.STEP_RECONCILED)
                        .map(TimelineEntry::cause))
                .containsExactly(Hospital.OPERATOR);
    }
}
