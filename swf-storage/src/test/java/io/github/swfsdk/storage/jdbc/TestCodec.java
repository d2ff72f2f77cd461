package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.dataset.BytesElement;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.SequenceElement;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.spi.DataSetCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A codec of the tests' own, as the real one lives in another module: text, bytes of VR UN and sequences. */
public final class TestCodec implements DataSetCodec {
    @Override
    public byte[] encode(DataSet dataSet) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(dataSet, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public DataSet decode(byte[] bytes) {
        try {
            return read(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(DataSet dataSet, DataOutputStream out) throws IOException {
        out.writeInt(dataSet.size());
        for (Element element : dataSet) {
            out.writeInt(element.tag().value());
            out.writeUTF(element.vr().name());
            if (element instanceof TextElement text) {
                byte[] utf8 = text.text().getBytes(StandardCharsets.UTF_8);
                out.writeInt(utf8.length);
                out.write(utf8);
            } else if (element instanceof BytesElement value) {
                byte[] bytes = new byte[value.length()];
                value.bytes().get(bytes);
                out.writeInt(bytes.length);
                out.write(bytes);
            } else if (element instanceof SequenceElement sequence) {
                out.writeInt(sequence.items().size());
                for (DataSet item : sequence.items()) {
                    write(item, out);
                }
            } else {
                throw new IOException("no test needs VR " + element.vr());
            }
        }
    }

    private static DataSet read(DataInputStream in) throws IOException {
        List<Element> elements = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            Tag tag = Tag.of(in.readInt());
            Vr vr = Vr.valueOf(in.readUTF());
            int count = in.readInt();
            if (vr == Vr.SQ) {
                List<DataSet> items = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    items.add(read(in));
                }
                elements.add(SequenceElement.of(tag, items));
            } else if (vr == Vr.UN) {
                elements.add(BytesElement.of(tag, vr, in.readNBytes(count)));
            } else {
                elements.add(new TextElement(tag, vr, new String(in.readNBytes(count), StandardCharsets.UTF_8)));
            }
        }
        return DataSet.of(elements);
    }
}
