package io.github.swfsdk.api.worklist;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.BytesElement;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.NumberElement;
import io.github.swfsdk.api.dataset.SequenceElement;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.Vr;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A private attribute that is requested. The creator counts, not the block number: the step may keep the creator's elements
 * in another block than the query, and the answer uses that of the query (PS3.5, 7.8.1).
 */
record PrivateKey(AttributePath path, String creator) implements ItemKeys.Key {
    @Override
    public boolean filters() {
        return false;
    }

    @Override
    public Optional<AttributePath> mismatch(DataSet item) {
        return Optional.empty();
    }

    @Override
    public void answer(DataSet item, DataSet.Builder answer) {
        Tag asked = path.tag();
        for (Element element : item) {
            boolean isCreator = element.tag().group() == asked.group()
                    && element.tag().isPrivateCreator()
                    && item.text(element.tag()).equals(creator);
            if (isCreator) {
                Tag kept = Tag.of(asked.group(), element.tag().element() << 8 | asked.element() & 0xFF);
                item.find(kept)
                        .flatMap(found -> withTag(found, asked))
                        .ifPresent(found ->
                                answer.put(creatorOf(asked), Vr.LO, creator).put(found));
            }
        }
    }

    /** The element that reserves the block of a private element. */
    static Tag creatorOf(Tag tag) {
        return Tag.of(tag.group(), tag.element() >>> 8);
    }

    private static Optional<Element> withTag(Element element, Tag tag) {
        if (element.tag().equals(tag)) {
            return Optional.of(element);
        }
        if (element instanceof TextElement text) {
            return Optional.of(new TextElement(tag, text.vr(), text.text()));
        }
        if (element instanceof SequenceElement sequence) {
            return Optional.of(SequenceElement.of(tag, sequence.items()));
        }
        if (element instanceof NumberElement numbers) {
            return Optional.of(withTag(numbers, tag));
        }
        if (element instanceof BytesElement bytes) {
            byte[] copy = new byte[bytes.length()];
            bytes.bytes().get(copy);
            return Optional.of(BytesElement.of(tag, bytes.vr(), copy));
        }
        return Optional.empty(); // fragments: pixel data only, never in a worklist
    }

    private static Element withTag(NumberElement numbers, Tag tag) {
        IntStream indexes = IntStream.range(0, numbers.count());
        long[] bits = indexes.mapToLong(numbers::bitsAt).toArray();
        return numbers.vr() == Vr.FL || numbers.vr() == Vr.FD
                ? NumberElement.ofBits(tag, numbers.vr(), bits)
                : NumberElement.of(tag, numbers.vr(), bits);
    }
}
