package io.github.swfsdk.examples.order;

import java.util.Map;
import java.util.TreeMap;

/**
 * One scheduled step of a message (a pair of ORC and OBR); what is empty is left out.
 *
 * @param id OBR-20
 * @param modality OBR-24
 * @param station ORC-18, the AE title of the station
 * @param start ORC-7.4, such as {@code 20261105143000}
 * @param protocol OBR-4.4 to 4.6: code, meaning and scheme between {@code ^}
 */
public record OrderedStep(String id, String modality, String station, String start, String protocol) {
    private static final String FORM = "a step is written id=...,modality=...,ae=...,start=...,protocol=...";

    /** Reads {@code id=...,modality=...,ae=...,start=...,protocol=...}, each part once or not at all. */
    public static OrderedStep parse(String text) {
        Map<String, String> parts = new TreeMap<>();
        for (String part : text.split(",")) {
            int equals = part.indexOf('=');
            if (equals < 0 || parts.put(part.substring(0, equals), part.substring(equals + 1)) != null) {
                throw new IllegalArgumentException(FORM + ", but was '" + text + "'");
            }
        }
        OrderedStep step = new OrderedStep(
                take(parts, "id"),
                take(parts, "modality"),
                take(parts, "ae"),
                take(parts, "start"),
                take(parts, "protocol"));
        if (!parts.isEmpty()) {
            throw new IllegalArgumentException(
                    FORM + ", but has '" + parts.keySet().iterator().next() + "'");
        }
        return step;
    }

    private static String take(Map<String, String> parts, String name) {
        String value = parts.remove(name);
        return value == null ? "" : value;
    }
}
