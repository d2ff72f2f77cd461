package io.github.swfsdk.dicom.internal.codec;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.BytesElement;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.FragmentsElement;
import io.github.swfsdk.api.dataset.SequenceElement;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.dicom.io.BulkDataUris;
import io.github.swfsdk.dicom.io.BulkDataValue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Tells a data set in memory. One caller at a time. */
public final class DataSetWalk {
    private final ElementEvents events;
    private final BulkDataUris uris;
    private final List<AttributePath.Item> parents = new ArrayList<>();

    private DataSetWalk(ElementEvents events, BulkDataUris uris) {
        this.events = events;
        this.uris = uris;
    }

    /** Tells each element of a data set. */
    public static void walk(DataSet dataSet, BulkDataUris uris, ElementEvents events) throws IOException {
        new DataSetWalk(events, uris).level(dataSet);
    }

    private void level(DataSet dataSet) throws IOException {
        for (Element element : dataSet) {
            if (element instanceof SequenceElement sequence) {
                sequence(sequence);
            } else if (element instanceof BytesElement bytes) {
                Value value = new Value(bytes, path(bytes), List.of(bytes.bytes()), false);
                leaf(bytes, bytes.isEmpty() ? Optional.empty() : uris.uri(value));
            } else if (element instanceof FragmentsElement fragments) {
                List<ByteBuffer> all = fragments.fragments();
                List<ByteBuffer> frames = all.isEmpty() ? all : all.subList(1, all.size());
                leaf(fragments, uris.uri(new Value(fragments, path(fragments), frames, true)));
            } else {
                events.element(element);
            }
        }
    }

    private void leaf(Element element, Optional<String> uri) throws IOException {
        if (uri.isPresent()) {
            events.reference(element.tag(), element.vr(), uri.get());
        } else {
            events.element(element);
        }
    }

    private void sequence(SequenceElement sequence) throws IOException {
        events.startSequence(sequence.tag());
        int number = 1;
        for (DataSet item : sequence.items()) {
            parents.add(new AttributePath.Item(sequence.tag(), number));
            number++;
            events.startItem();
            level(item);
            events.endItem();
            parents.remove(parents.size() - 1);
        }
        events.endSequence();
    }

    private String path(Element element) {
        return new AttributePath(parents, element.tag()).toString();
    }

    private record Value(Element element, String path, List<ByteBuffer> parts, boolean encapsulated)
            implements BulkDataValue {
        @Override
        public Tag tag() {
            return element.tag();
        }

        @Override
        public Vr vr() {
            return element.vr();
        }

        @Override
        public OptionalLong length() {
            return OptionalLong.of(
                    parts.stream().mapToLong(ByteBuffer::remaining).sum());
        }

        @Override
        public OptionalLong offset() {
            return OptionalLong.empty();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            for (ByteBuffer part : parts) {
                Channels.newChannel(out).write(part.duplicate());
            }
        }
    }
}
