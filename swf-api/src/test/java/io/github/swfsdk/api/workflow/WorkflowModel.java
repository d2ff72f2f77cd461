package io.github.swfsdk.api.workflow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a department should be like, told again in the simplest way: it keeps what was said and works everything out from that
 * each time. It knows none of the tables and none of the classes that it is compared with.
 */
final class WorkflowModel {
    static final int ORDERS = 3;
    static final int STEPS = 3; // the third is in no new order, only a change brings it
    static final String ACCEPTED = "accepted";

    static final class Order {
        String patient;
        String name = "Sample^Anna";
        final Set<String> knownAs = new HashSet<>();
        final Map<String, Integer> versions = new TreeMap<>();
        final Set<String> withdrawn = new TreeSet<>();

        Order(String patient) {
            this.patient = patient;
            knownAs.add(patient);
        }
    }

    static final class Performed {
        final Set<String> named;
        String state = "RUNNING";
        Optional<String> link = Optional.empty();
        boolean withheld;
        final Set<String> reported = new HashSet<>();
        final Set<String> told = new LinkedHashSet<>();
        final Set<String> stored = new LinkedHashSet<>();
        final Set<String> hidden = new HashSet<>();

        Performed(Set<String> named) {
            this.named = named;
        }

        boolean isEnded() {
            return !state.equals("RUNNING");
        }
    }

    final Map<String, Order> orders = new TreeMap<>();
    final List<Performed> performed = new ArrayList<>();
    final Map<Integer, List<String>> owed = new LinkedHashMap<>();

    // ---- what can be seen

    String status(String accession, String stepId) {
        String key = accession + "/" + stepId;
        boolean withdrawn = orders.get(accession).withdrawn.contains(stepId);
        Set<String> states = new HashSet<>();
        for (Performed step : performed) {
            boolean linked = step.link.equals(Optional.of(key));
            if (linked && step.state.equals("WRONG")) {
                states.add("DISCONTINUED");
            } else if (linked || step.named.contains(key)) {
                states.add(step.state);
            }
        }
        if (states.contains("COMPLETED")) {
            return "COMPLETED";
        }
        if (states.contains("RUNNING")) {
            return withdrawn ? "DISCONTINUED" : "IN_PROGRESS";
        }
        if (states.contains("DISCONTINUED")) {
            return "DISCONTINUED";
        }
        return withdrawn ? "CANCELLED" : "SCHEDULED";
    }

    boolean isOpen(String accession, String stepId) {
        return Set.of("SCHEDULED", "IN_PROGRESS").contains(status(accession, stepId));
    }

    private boolean hasEnded(String accession) {
        return orders.get(accession).versions.keySet().stream().noneMatch(step -> isOpen(accession, step));
    }

    private boolean exists(String key) {
        String[] parts = key.split("/");
        return orders.containsKey(parts[0]) && orders.get(parts[0]).versions.containsKey(parts[1]);
    }

    Set<String> presented() {
        Set<String> images = new TreeSet<>();
        performed.forEach(step -> step.stored.stream()
                .filter(image -> !step.hidden.contains(image))
                .forEach(images::add));
        return images;
    }

    // ---- orders and patients

    String place(String accession, String patient) {
        Order known = orders.get(accession);
        if (known != null) {
            boolean same = known.versions.equals(Map.of("S0", 0, "S1", 0)) && known.knownAs.contains(patient);
            return same ? ACCEPTED : "DUPLICATE_ORDER";
        }
        Order order = new Order(patient);
        order.versions.put("S0", 0);
        order.versions.put("S1", 0);
        orders.put(accession, order);
        return ACCEPTED;
    }

    String change(String accession, String stepId, int version) {
        Order order = orders.get(accession);
        if (order == null) {
            return "UNKNOWN_ORDER";
        }
        Integer before = order.versions.get(stepId);
        boolean same = before != null && before == version;
        boolean allowed = before == null
                ? !hasEnded(accession)
                : status(accession, stepId).equals("SCHEDULED");
        if (!same && !allowed) {
            return "TOO_LATE";
        }
        order.versions.put(stepId, version);
        return ACCEPTED;
    }

    String withdraw(String accession, Optional<String> stepId, Set<String> reachable) {
        Order order = orders.get(accession);
        if (order == null) {
            return "UNKNOWN_ORDER";
        }
        if (stepId.isPresent() && !order.versions.containsKey(stepId.get())) {
            return "UNKNOWN_STEP";
        }
        Set<String> reached = new TreeSet<>(stepId.map(Set::of).orElse(order.versions.keySet()));
        reached.removeIf(step -> !reachable.contains(status(accession, step)));
        if (reached.isEmpty()) {
            return "TOO_LATE";
        }
        order.withdrawn.addAll(reached);
        return ACCEPTED;
    }

    void rename(String patient, String name) {
        orders.values().stream().filter(order -> order.patient.equals(patient)).forEach(order -> order.name = name);
    }

    void merge(String surviving, String subsumed, String name) {
        orders.values().stream().filter(order -> order.patient.equals(subsumed)).forEach(order -> {
            order.patient = surviving;
            order.name = name;
            order.knownAs.add(surviving);
        });
    }

    // ---- performed steps

    void create(Set<String> named) {
        performed.add(new Performed(named));
        owe(performed.size() - 1, "MPPS_CREATE");
    }

    void store(int number, String image) {
        Performed step = performed.get(number);
        step.stored.add(image);
        if (step.withheld) {
            step.hidden.add(image);
        }
    }

    String update(int number) {
        Performed step = performed.get(number);
        if (step.isEnded()) {
            return "NO_LONGER_UPDATABLE";
        }
        if (step.reported.addAll(step.stored)) {
            owe(number, "MPPS_SET"); // else it says what is known
        }
        return ACCEPTED;
    }

    String end(int number, String state) {
        Performed step = performed.get(number);
        if (step.isEnded()) {
            return "NO_LONGER_UPDATABLE";
        }
        step.state = state;
        step.told.addAll(step.stored);
        if (state.equals("WRONG")) {
            step.link = Optional.empty();
            withhold(step);
        }
        owe(number, "MPPS_SET");
        return ACCEPTED;
    }

    String reconcile(int number, String accession, String stepId) {
        Performed step = performed.get(number);
        String key = accession + "/" + stepId;
        boolean wrong = step.state.equals("WRONG");
        if (!orders.containsKey(accession)) {
            return "UNKNOWN_ORDER";
        }
        if (!exists(key)) {
            return "UNKNOWN_STEP";
        }
        if (step.link.equals(Optional.of(key)) || !wrong && step.named.contains(key)) {
            return ACCEPTED;
        }
        if (step.link.isPresent() || !wrong && step.named.stream().anyMatch(this::exists)) {
            return "INVALID";
        }
        step.link = Optional.of(key);
        step.withheld = false;
        step.hidden.clear();
        return ACCEPTED;
    }

    String separate(int number) {
        Performed step = performed.get(number);
        if (step.link.isEmpty()) {
            return "INVALID";
        }
        step.link = Optional.empty();
        if (step.state.equals("WRONG")) {
            withhold(step);
        }
        return ACCEPTED;
    }

    private static void withhold(Performed step) {
        step.withheld = true;
        step.hidden.addAll(step.told);
    }

    private void owe(int number, String what) {
        owed.computeIfAbsent(number, none -> new ArrayList<>()).add(what);
    }
}
