package io.github.swfsdk.api.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The elements in memory: an open-addressing table from the tag as a plain number to the definition, and a short list
 * of patterns for repeating groups. Immutable after reading.
 */
final class ElementTable {
    private static final int FIELDS = 6;
    private static final int GOLDEN_RATIO = 0x9E3779B9;
    private static final int ODD_GROUP = 0x10000;

    /** A row of a repeating group: an element fits if its digits under {@code mask} are {@code digits}. */
    private record Pattern(int mask, int digits, ElementDefinition definition) {
        boolean fits(int tag) {
            return (tag & mask) == digits;
        }
    }

    private final Map<String, Tag> keywords = new HashMap<>();
    private final List<Pattern> patterns = new ArrayList<>();
    private final int[] tags;
    private final Vr[] vrs;
    private final @Nullable ElementDefinition[] definitions;
    private final int shift;

    private ElementTable(List<ElementDefinition> exact) {
        int bits = 32 - Integer.numberOfLeadingZeros(2 * exact.size());
        shift = 32 - bits;
        tags = new int[1 << bits];
        vrs = new Vr[1 << bits];
        definitions = new ElementDefinition[1 << bits];
        exact.forEach(this::put);
    }

    static ElementTable read(DictionaryResource resource) {
        List<ElementDefinition> exact = new ArrayList<>();
        Map<ElementDefinition, Integer> masks = new LinkedHashMap<>();
        Map<String, List<Vr>> representations = new HashMap<>(); // some forty lists for five thousand elements
        resource.forEachRow(FIELDS, row -> {
            ElementDefinition definition = definition(row, representations);
            if (row[0].indexOf('x') < 0) {
                exact.add(definition);
            } else {
                masks.put(definition, mask(row[0]));
            }
        });
        ElementTable table = new ElementTable(exact);
        masks.forEach(table::putRepeating);
        return table;
    }

    private static ElementDefinition definition(String[] row, Map<String, List<Vr>> representations) {
        Tag tag = Tag.of(Integer.parseUnsignedInt(row[0].replace('x', '0'), 16));
        List<Vr> vrs = representations.computeIfAbsent(row[3], ElementTable::representations);
        return new ElementDefinition(tag, row[1], row[2], vrs, row[4], DictionaryResource.isRetired(row[5]));
    }

    private static List<Vr> representations(String field) {
        return field.isEmpty()
                ? List.of()
                : Stream.of(field.split(",")).map(Vr::valueOf).toList();
    }

    /** Ones for the digits that are given, zeros for those that are x. */
    private static int mask(String pattern) {
        int mask = 0;
        for (int i = 0; i < pattern.length(); i++) {
            mask = mask << 4 | (pattern.charAt(i) == 'x' ? 0 : 0xF);
        }
        return mask;
    }

    private void put(ElementDefinition definition) {
        int tag = definition.tag().value();
        int slot = slot(tag);
        if (definitions[slot] != null) {
            throw new IllegalStateException(definition.tag() + " is in the dictionary twice");
        }
        tags[slot] = tag;
        vrs[slot] = definition.implicitVr();
        definitions[slot] = definition;
        name(definition);
    }

    /** Stores a pattern, with its first tag that is not another element, such as (0028,0410) for (0028,04x0). */
    private void putRepeating(ElementDefinition zeros, int mask) {
        int digits = zeros.tag().value();
        boolean taken = zeros.tag().isGroupLength() || definitions[slot(digits)] != null;
        ElementDefinition first = taken ? at(Tag.of(digits | Integer.lowestOneBit(~mask)), zeros) : zeros;
        patterns.add(new Pattern(mask, digits, first));
        name(first);
    }

    private static ElementDefinition at(Tag tag, ElementDefinition any) {
        return new ElementDefinition(tag, any.keyword(), any.name(), any.vrs(), any.vm(), any.retired());
    }

    private void name(ElementDefinition definition) {
        if (definition.keyword().isEmpty() || keywords.put(definition.keyword(), definition.tag()) != null) {
            throw new IllegalStateException(definition.tag() + " has no keyword of its own");
        }
    }

    /** The slot that holds the tag, or the empty one that ends the search for it. */
    private int slot(int tag) {
        int slot = tag * GOLDEN_RATIO >>> shift;
        while (definitions[slot] != null && tags[slot] != tag) {
            slot = slot + 1 & tags.length - 1;
        }
        return slot;
    }

    @Nullable
    ElementDefinition find(Tag tag) {
        ElementDefinition exact = definitions[slot(tag.value())];
        if (exact != null || tag.isPrivate()) {
            return exact;
        }
        if (tag.isGroupLength()) {
            return new ElementDefinition(tag, "GenericGroupLength", "Generic Group Length", List.of(Vr.UL), "1", true);
        }
        ElementDefinition any = repeating(tag.value());
        return any == null ? null : at(tag, any);
    }

    @Nullable
    Tag tagOf(String keyword) {
        return keywords.get(keyword);
    }

    Vr vrOf(int tag) {
        int slot = slot(tag);
        return definitions[slot] != null ? vrs[slot] : vrOfUnlisted(tag);
    }

    private Vr vrOfUnlisted(int tag) {
        int element = tag & 0xFFFF;
        if (element == 0) {
            return Vr.UL;
        }
        if ((tag & ODD_GROUP) != 0) {
            return element >= 0x10 && element <= 0xFF ? Vr.LO : Vr.UN;
        }
        ElementDefinition any = repeating(tag);
        return any == null ? Vr.UN : any.implicitVr();
    }

    private @Nullable ElementDefinition repeating(int tag) {
        for (int i = 0; i < patterns.size(); i++) {
            Pattern pattern = patterns.get(i);
            if (pattern.fits(tag)) {
                return pattern.definition();
            }
        }
        return null;
    }
}
