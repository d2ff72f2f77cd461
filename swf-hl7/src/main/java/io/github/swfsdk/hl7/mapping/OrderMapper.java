package io.github.swfsdk.hl7.mapping;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.order.OrderControl;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.order.OrderRequest;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.hl7.message.ErrorCode;
import io.github.swfsdk.hl7.message.Hl7FormatException;
import io.github.swfsdk.hl7.message.Hl7Location;
import io.github.swfsdk.hl7.message.Hl7Message;
import io.github.swfsdk.hl7.message.Segment;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * From ORM^O01 messages to order requests (IHE RAD TF-2, 4.4, 4.13 and appendix B). One message speaks of one order and one
 * requested procedure; each pair of ORC and OBR is one scheduled step, and all share the Study Instance UID of ZDS-1.
 * Immutable and thread-safe, as far as the station directory is.
 */
public final class OrderMapper {
    private final OrderProfile profile;
    private final StationDirectory stations;

    private OrderMapper(OrderProfile profile, StationDirectory stations) {
        this.profile = Objects.requireNonNull(profile, "profile");
        this.stations = Objects.requireNonNull(stations, "stations");
    }

    /** Returns a mapper of {@link OrderProfile#SCHEDULED} orders that takes stations from this directory. */
    public static OrderMapper with(StationDirectory stations) {
        return with(OrderProfile.SCHEDULED, stations);
    }

    /** Returns a mapper of orders of this profile that takes stations from this directory. */
    public static OrderMapper with(OrderProfile profile, StationDirectory stations) {
        return new OrderMapper(profile, stations);
    }

    /**
     * Reads an order message.
     *
     * @param cause the message, to be handed on
     * @throws Hl7FormatException if a required field is missing, a value cannot be mapped, or groups contradict each other
     */
    public OrderRequest toRequest(Hl7Message message, Cause cause) {
        List<OrderGroup> groups = OrderGroup.of(message);
        OrderControl control = OrderStates.control(groups);
        return switch (control) {
            case NEW, CHANGE -> scheduling(control, message, groups, cause);
            case CANCEL, DISCONTINUE -> {
                OrderKey key = OrderFields.key(groups);
                yield new OrderRequest(control, key, List.of(), stepIds(groups), cause);
            }
        };
    }

    private OrderRequest scheduling(OrderControl control, Hl7Message message, List<OrderGroup> groups, Cause cause) {
        DataSet.Builder patient = DataSet.builder();
        PatientFields.map(message, patient);
        if (control == OrderControl.NEW) {
            requirePatientName(message);
        }
        studyInstanceUid(message).ifPresent(uid -> patient.put(Tags.STUDY_INSTANCE_UID, uid));
        OrderKey key = OrderFields.key(groups);
        List<ScheduledStep> steps = new ArrayList<>();
        for (OrderGroup group : groups) {
            DataSet.Builder attributes = patient.build().toBuilder();
            if (profile == OrderProfile.SCHEDULED) {
                requireIdentifiers(group);
            }
            OrderFields.map(group, attributes);
            attributes.put(
                    Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, StepFields.map(message, group, stations, attributes));
            steps.add(new ScheduledStep(attributes.build()));
        }
        checkOneProcedure(groups, steps);
        stepIds(groups);
        return new OrderRequest(control, key, steps, Set.of(), cause);
    }

    private static void requirePatientName(Hl7Message message) {
        message.first("PID").ifPresent(pid -> new FieldMapper(pid, 1, DataSet.builder()).require(5));
    }

    private static void requireIdentifiers(OrderGroup group) {
        new FieldMapper(group.requiredObr(), group.obrSequence(), DataSet.builder())
                .require(19)
                .require(20);
    }

    private Optional<Uid> studyInstanceUid(Hl7Message message) {
        Hl7Location place = Hl7Location.of("ZDS", 1);
        Set<String> uids = new LinkedHashSet<>();
        for (Segment zds : message.segments("ZDS")) {
            uids.add(zds.text(1).strip());
        }
        String uid = uids.stream().findFirst().orElse("");
        if (uid.isEmpty() && profile == OrderProfile.PLACED) {
            return Optional.empty();
        }
        if (uid.isEmpty()) {
            throw new Hl7FormatException(ErrorCode.REQUIRED_FIELD_MISSING, place, "required field is empty");
        }
        if (uids.size() > 1) {
            throw new Hl7FormatException(
                    ErrorCode.DATA_TYPE_ERROR, place.inSequence(2), "one message carries one Study Instance UID");
        }
        if (!Uid.isUsable(uid) || !Uid.of(uid).isWellFormed()) {
            throw new Hl7FormatException(ErrorCode.DATA_TYPE_ERROR, place, "is no UID");
        }
        return Optional.of(Uid.of(uid));
    }

    /** One Study Instance UID means one requested procedure of one order. */
    private static void checkOneProcedure(List<OrderGroup> groups, List<ScheduledStep> steps) {
        for (int i = 1; i < steps.size(); i++) {
            FieldMapper place =
                    new FieldMapper(groups.get(i).requiredObr(), groups.get(i).obrSequence(), DataSet.builder());
            if (!steps.get(i).requestedProcedureId().equals(steps.get(0).requestedProcedureId())) {
                throw place.failure(ErrorCode.DATA_TYPE_ERROR, 19, 0, "one message carries one requested procedure");
            }
            if (!steps.get(i).accessionNumber().equals(steps.get(0).accessionNumber())) {
                throw place.failure(ErrorCode.DATA_TYPE_ERROR, 18, 0, "one message carries one accession number");
            }
        }
    }

    /** The step IDs, each of which may stand once. */
    private static Set<String> stepIds(List<OrderGroup> groups) {
        Set<String> ids = new LinkedHashSet<>();
        for (OrderGroup group : groups) {
            Optional<Segment> obr = group.obr();
            if (obr.isEmpty() || !obr.get().field(20).hasText()) {
                continue;
            }
            FieldMapper fields = new FieldMapper(obr.get(), group.obrSequence(), DataSet.builder());
            if (!ids.add(fields.identifier(obr.get().field(20), Tags.SCHEDULED_PROCEDURE_STEP_ID, 20, 1))) {
                throw fields.failure(ErrorCode.DUPLICATE_KEY_IDENTIFIER, 20, 0, "stands twice in the message");
            }
        }
        return ids;
    }
}
