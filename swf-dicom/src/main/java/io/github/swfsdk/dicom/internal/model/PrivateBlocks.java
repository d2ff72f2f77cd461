package io.github.swfsdk.dicom.internal.model;

import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.Vr;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The blocks of private elements that the creators of one data set have reserved (PS3.5, 7.8.1). One caller at a time. */
final class PrivateBlocks {
    private static final int FIRST = 0x10;
    private static final int LAST = 0xFF;

    /** From the tag of each creator to its name. */
    private final Map<Tag, String> creators = new TreeMap<>();

    /** Takes notice of an element: it may be a creator. */
    void see(Element element) {
        if (element.tag().isPrivateCreator() && element instanceof TextElement text && !text.isEmpty()) {
            creators.put(element.tag(), text.values().get(0));
        }
    }

    /** The tag of an element of a creator whose block is not given: in the block that it has, else in a free one. */
    Tag resolve(Tag open, String creator, List<Element> target) {
        int group = open.group();
        int free = FIRST;
        for (Map.Entry<Tag, String> known : creators.entrySet()) {
            Tag tag = known.getKey();
            if (tag.group() == group && known.getValue().equals(creator)) {
                return Tag.of(group, tag.element() << 8 | open.element());
            }
            if (tag.group() == group && tag.element() == free) {
                free++;
            }
        }
        if (free > LAST) {
            throw new IllegalArgumentException("no block of private elements is left in group " + group);
        }
        Tag reserved = Tag.of(group, free);
        creators.put(reserved, creator);
        target.add(TextElement.of(reserved, Vr.LO, List.of(creator)));
        return Tag.of(group, free << 8 | open.element());
    }
}
