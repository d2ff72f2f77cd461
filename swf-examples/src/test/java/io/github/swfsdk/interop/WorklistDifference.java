package io.github.swfsdk.interop;

import io.github.swfsdk.api.dataset.DataSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where our worklist provider answers otherwise than wlmscpfs of DCMTK 3.6.7: an attribute, the queries it is about, and why.
 *
 * <p>In all of them wlmscpfs adds a type 3 return key that the item does not have, with zero length; ours leaves it out, as
 * PS3.4 allows for type 3 (K.2.2.1.2, table K.6-1). They are asked for by an empty item of (0040,0100), which means everything
 * that is known of the step.
 */
enum WorklistDifference {
    END_DATE("(0040,0100)[1].(0040,0004)", "wlistqry1", "wlistqry3"),
    END_TIME("(0040,0100)[1].(0040,0005)", "wlistqry1", "wlistqry3"),
    STATUS("(0040,0100)[1].(0040,0020)", "wlistqry1", "wlistqry3");

    private static final String ZERO_LENGTH = "";

    private final String path;
    private final List<String> queries;

    WorklistDifference(String path, String... queries) {
        this.path = path;
        this.queries = List.of(queries);
    }

    /** What differs without an explanation: answers that only one side gave, and explanations that explain nothing. */
    static List<String> unexplained(String query, List<DataSet> theirs, List<DataSet> ours) {
        List<String> problems = new ArrayList<>();
        List<Map<String, String>> left = new ArrayList<>(Flat.sorted(ours));
        List<WorklistDifference> unused = new ArrayList<>(of(query).toList());
        for (Map<String, String> answer : Flat.sorted(theirs)) {
            Map<String, String> explained = new TreeMap<>(answer);
            unused.removeAll(of(query)
                    .filter(row -> explained.remove(row.path, ZERO_LENGTH))
                    .toList());
            if (!left.remove(explained)) {
                problems.add("only wlmscpfs: " + explained);
            }
        }
        left.forEach(answer -> problems.add("only ours: " + answer));
        unused.forEach(row -> problems.add(row + " explains nothing"));
        return problems;
    }

    private static Stream<WorklistDifference> of(String query) {
        return Stream.of(values()).filter(row -> row.queries.contains(query));
    }
}
