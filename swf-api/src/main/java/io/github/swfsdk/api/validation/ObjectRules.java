package io.github.swfsdk.api.validation;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.ElementDictionary;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.validation.Requirement.Type;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of the resource {@code objects.txt}, which explains its form. Loaded on first use; immutable. */
final class ObjectRules {
    private static final String RESOURCE = "objects.txt";
    private static final Pattern MODULE = Pattern.compile("module (\\w+)  .+");
    private static final Pattern OBJECT = Pattern.compile("object ([^:]+?)(?: (1\\.2\\.840\\.[\\d.]+))? : (.+)");
    private static final Pattern ROW =
            Pattern.compile("(>*) ?(use|1|1C|2|2C|3) (\\w+)(?: =(\\d?) ([^?]+?))?(?: \\? (.+))?");
    private static final Pattern CONDITION = Pattern.compile("(!?)(\\w+)(?:(!?=)(.+))?");

    static final ObjectRules INSTANCE = read();

    private final Map<String, List<Requirement>> modules = new LinkedHashMap<>();
    private final Map<String, List<Requirement>> byName = new LinkedHashMap<>();
    private final Map<Uid, List<Requirement>> bySopClass = new LinkedHashMap<>();

    private List<Requirement> module = new ArrayList<>();

    private ObjectRules() {}

    /** The rules of a SOP class; none if it is not known. */
    List<Requirement> of(Uid sopClass) {
        return bySopClass.getOrDefault(sopClass, List.of());
    }

    /** The SOP classes that are known. */
    List<Uid> sopClasses() {
        return List.copyOf(bySopClass.keySet());
    }

    /** The rules of an object that is no SOP class of its own. */
    List<Requirement> of(String name) {
        List<Requirement> rules = byName.get(name);
        if (rules == null) {
            throw new IllegalStateException("no rules for " + name);
        }
        return rules;
    }

    private static ObjectRules read() {
        InputStream in = ObjectRules.class.getResourceAsStream(RESOURCE);
        if (in == null) {
            throw new IllegalStateException("resource " + RESOURCE + " is missing");
        }
        ObjectRules rules = new ObjectRules();
        int number = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                rules.line(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("resource " + RESOURCE + ", line " + number + ": " + e.getMessage(), e);
        }
        return rules;
    }

    private void line(String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        Matcher start = MODULE.matcher(line);
        Matcher object = OBJECT.matcher(line);
        if (start.matches()) {
            module = new ArrayList<>();
            modules.put(start.group(1), module);
        } else if (object.matches()) {
            object(object);
        } else {
            row(line);
        }
    }

    private void object(Matcher object) {
        List<Requirement> rules = new ArrayList<>();
        for (String name : object.group(3).split(" ")) {
            rules.addAll(module(name));
        }
        byName.put(object.group(1), List.copyOf(rules));
        if (object.group(2) != null) {
            bySopClass.put(Uid.of(object.group(2)), List.copyOf(rules));
        }
    }

    private void row(String line) {
        Matcher row = ROW.matcher(line);
        if (!row.matches()) {
            throw new IllegalArgumentException("not a row");
        }
        List<Requirement> level = module;
        for (int depth = 0; depth < row.group(1).length(); depth++) {
            level = level.get(level.size() - 1).items();
        }
        if (row.group(2).equals("use")) {
            level.addAll(module(row.group(3)));
            return;
        }
        Type type = Type.valueOf("TYPE_" + row.group(2));
        List<String> terms = row.group(5) == null
                ? List.of()
                : List.of(row.group(5).replace('~', '\t').split(" ")).stream()
                        .map(term -> term.replace('\t', ' '))
                        .toList();
        int position = row.group(4) == null || row.group(4).isEmpty() ? 0 : Integer.parseInt(row.group(4));
        Predicate<DataSet> condition = row.group(6) == null ? Requirement.NEVER : conditions(row.group(6));
        level.add(new Requirement(tag(row.group(3)), type, condition, terms, position, new ArrayList<>()));
    }

    private List<Requirement> module(String name) {
        List<Requirement> rows = modules.get(name);
        if (rows == null) {
            throw new IllegalArgumentException("no module " + name);
        }
        return rows;
    }

    private static Predicate<DataSet> conditions(String text) {
        Predicate<DataSet> all = dataSet -> true;
        for (String part : text.split(" & ")) {
            all = all.and(condition(part));
        }
        return all;
    }

    private static Predicate<DataSet> condition(String text) {
        Matcher matcher = CONDITION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a condition: " + text);
        }
        Tag tag = tag(matcher.group(2));
        if (matcher.group(3) == null) {
            boolean wanted = matcher.group(1).isEmpty();
            return dataSet -> dataSet.hasValue(tag) == wanted;
        }
        List<String> values = List.of(matcher.group(4).replace('~', ' ').split("\\|"));
        boolean wanted = matcher.group(3).equals("=");
        return dataSet -> dataSet.hasValue(tag) && dataSet.strings(tag).stream().anyMatch(values::contains) == wanted;
    }

    private static Tag tag(String keyword) {
        return ElementDictionary.tagOf(keyword)
                .orElseThrow(() -> new IllegalArgumentException("no attribute " + keyword));
    }
}
