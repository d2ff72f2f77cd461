package io.github.swfsdk.dicom.internal.codec;

import io.github.swfsdk.api.dataset.BytesElement;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.FragmentsElement;
import io.github.swfsdk.api.dataset.NumberElement;
import io.github.swfsdk.api.dataset.SequenceElement;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.Vr;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Data sets of any shape, the same for the same seed. Values are such that each encoding keeps them. */
final class RandomDataSets {
    private static final Vr[] VRS = Vr.values();
    private static final String LETTERS = "ABC xyz 0123^=äöüßΩ字";

    private final Random random;

    RandomDataSets(long seed) {
        random = new Random(seed);
    }

    /** A data set with its elements under private tags, which only explicit encodings tell the representation of. */
    DataSet next() {
        DataSet.Builder builder = level(3).toBuilder().put(Tags.SPECIFIC_CHARACTER_SET, "ISO_IR 192");
        if (random.nextBoolean()) {
            builder.put(FragmentsElement.of(Tags.PIXEL_DATA, Vr.OB, List.of(even(4), even(30), even(0))));
        }
        return builder.build();
    }

    private DataSet level(int depth) {
        List<Element> elements = new ArrayList<>();
        int count = random.nextInt(8);
        for (int i = 0; i < count; i++) {
            Tag tag = Tag.of(0x0011, 0x1000 + random.nextInt(0x100));
            elements.add(element(tag, VRS[random.nextInt(VRS.length)], depth));
        }
        return DataSet.of(elements);
    }

    private Element element(Tag tag, Vr vr, int depth) {
        return switch (vr.kind()) {
            case TEXT -> new TextElement(tag, vr, text(vr, 14));
            case ENCODED_TEXT -> new TextElement(tag, vr, text(vr, LETTERS.length()));
            case BYTES -> BytesElement.of(tag, vr, even(random.nextInt(20)));
            case SEQUENCE -> SequenceElement.of(tag, items(depth));
            case NUMBER -> number(tag, vr);
        };
    }

    private List<DataSet> items(int depth) {
        List<DataSet> items = new ArrayList<>();
        int count = depth == 0 ? 0 : random.nextInt(4);
        for (int i = 0; i < count; i++) {
            items.add(level(depth - 1));
        }
        return items;
    }

    /** Without padding at its end, which no encoding could tell from its own. */
    private String text(Vr vr, int letters) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(letters)));
        }
        return length == 0 ? "" : text.append(vr.isMultiValued() ? "\\x" : "x").toString();
    }

    private byte[] even(int length) {
        byte[] bytes = new byte[length & ~7];
        random.nextBytes(bytes);
        return bytes;
    }

    private NumberElement number(Tag tag, Vr vr) {
        int count = random.nextInt(5);
        if (vr == Vr.FL || vr == Vr.FD) {
            int unusedBits = Long.SIZE - 8 * vr.size();
            return NumberElement.ofBits(
                    tag, vr, random.longs(count).map(v -> v >>> unusedBits).toArray());
        }
        boolean signed = vr == Vr.SS || vr == Vr.SL || vr == Vr.SV;
        int unused = Long.SIZE - 8 * vr.size();
        return NumberElement.of(
                tag,
                vr,
                random.longs(count)
                        .map(v -> signed ? v >> unused : v >>> unused)
                        .toArray());
    }
}
