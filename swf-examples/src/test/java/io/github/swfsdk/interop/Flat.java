package io.github.swfsdk.interop;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.SequenceElement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Data sets as lists of paths and values, which a failing test can show and compare. */
final class Flat {
    private Flat() {}

    /** Each data set flattened, in an order that does not depend on who sent them. */
    static List<Map<String, String>> sorted(Collection<DataSet> dataSets) {
        return dataSets.stream()
                .map(Flat::of)
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
    }

    /** Path of each element, such as {@code (0040,0100)[1].(0040,0001)}, with its values; items count from 1. */
    static Map<String, String> of(DataSet dataSet) {
        Map<String, String> flat = new TreeMap<>();
        put("", dataSet, flat);
        return flat;
    }

    private static void put(String path, DataSet dataSet, Map<String, String> flat) {
        for (Element element : dataSet) {
            String here = path + element.tag();
            if (element instanceof SequenceElement sequence) {
                flat.put(here, sequence.items().size() + " items");
                for (int i = 0; i < sequence.items().size(); i++) {
                    put(here + "[" + (i + 1) + "].", sequence.items().get(i), flat);
                }
            } else {
                flat.put(here, String.join("\\", dataSet.strings(element.tag())));
            }
        }
    }
}
