package io.github.swfsdk.dicom.internal.model;

import io.github.swfsdk.api.dataset.BytesElement;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.ElementDefinition;
import io.github.swfsdk.api.dataset.ElementDictionary;
import io.github.swfsdk.api.dataset.FragmentsElement;
import io.github.swfsdk.api.dataset.NumberElement;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.dicom.internal.codec.ElementEvents;
import io.github.swfsdk.dicom.io.ReplacedTextListener;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes a data set in the Native DICOM Model (PS3.19, A.1). Characters that XML 1.0 has no form for, such as most control
 * characters, are replaced. One caller at a time.
 */
public final class XmlModelWriter implements ElementEvents {
    static final String NAMESPACE = "http://dicom.nema.org/PS3.19/models/NativeDICOM";
    static final List<String> COMPONENTS = List.of("FamilyName", "GivenName", "MiddleName", "NamePrefix", "NameSuffix");

    /** A data set that is being written: its private creators, and the number of the latest item in its sequence. */
    private static final class Level {
        final Map<Integer, String> creators = new HashMap<>();
        int items;
    }

    private final XMLStreamWriter xml;
    private final ReplacedTextListener listener;
    private final Deque<Level> levels = new ArrayDeque<>();

    /** Writes to a stream, which stays open. */
    public XmlModelWriter(OutputStream out, ReplacedTextListener listener) throws IOException {
        this.listener = listener;
        try {
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    /** The document begins. */
    public void startDataSet() throws IOException {
        levels.push(new Level());
        try {
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("NativeDicomModel");
            xml.writeDefaultNamespace(NAMESPACE);
            xml.writeAttribute("xml:space", "preserve");
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    /** The document is complete; everything is handed to the stream. */
    public void endDataSet() throws IOException {
        levels.pop();
        try {
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    @Override
    public void element(Element element) throws IOException {
        if (element instanceof FragmentsElement) {
            throw new IllegalArgumentException(
                    "encapsulated " + element.tag() + " has no form in XML but a bulk data URI");
        }
        try {
            start(element.tag(), element.vr());
            if (element instanceof BytesElement bytes && !bytes.isEmpty()) {
                byte[] value = new byte[bytes.length()];
                bytes.bytes().get(value);
                leaf("InlineBinary", Base64.getEncoder().encodeToString(value));
            } else if (element instanceof TextElement text) {
                texts(text);
            } else if (element instanceof NumberElement numbers) {
                numbers(numbers);
            }
            xml.writeEndElement();
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    private void texts(TextElement element) throws XMLStreamException {
        List<String> values = ModelText.values(element, XmlModelWriter::isAllowed, listener);
        if (element.tag().isPrivateCreator() && !values.isEmpty()) {
            reserve(element.tag(), values.get(0));
        }
        for (int i = 0; i < values.size(); i++) {
            numbered(element.vr() == Vr.PN ? "PersonName" : "Value", i + 1);
            if (element.vr() == Vr.PN) {
                name(values.get(i));
            } else {
                characters(values.get(i));
            }
            xml.writeEndElement();
        }
    }

    private void name(String value) throws XMLStreamException {
        String[] groups = value.split("=", ModelText.GROUPS.size());
        for (int i = 0; i < groups.length; i++) {
            if (groups[i].isEmpty()) {
                continue;
            }
            String[] components = groups[i].split("\\^", COMPONENTS.size());
            xml.writeStartElement(ModelText.GROUPS.get(i));
            for (int j = 0; j < components.length; j++) {
                if (!components[j].isEmpty()) {
                    leaf(COMPONENTS.get(j), components[j]);
                }
            }
            xml.writeEndElement();
        }
    }

    private void numbers(NumberElement numbers) throws XMLStreamException {
        for (int i = 0; i < numbers.count(); i++) {
            boolean floating = numbers.vr() == Vr.FL || numbers.vr() == Vr.FD;
            String special = floating ? ModelText.special(numbers, i) : "";
            numbered("Value", i + 1);
            xml.writeCharacters(special.isEmpty() ? numbers.textAt(i) : special);
            xml.writeEndElement();
        }
    }

    @Override
    public void reference(Tag tag, Vr vr, String uri) throws IOException {
        try {
            start(tag, vr);
            xml.writeEmptyElement("BulkData");
            xml.writeAttribute("uri", uri);
            xml.writeEndElement();
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    @Override
    public void startSequence(Tag tag) throws IOException {
        try {
            start(tag, Vr.SQ);
            levels.element().items = 0;
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    @Override
    public void startItem() throws IOException {
        Level outer = levels.element();
        outer.items++;
        levels.push(new Level());
        try {
            numbered("Item", outer.items);
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    @Override
    public void endItem() throws IOException {
        levels.pop();
        endSequence();
    }

    @Override
    public void endSequence() throws IOException {
        try {
            xml.writeEndElement();
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    private void start(Tag tag, Vr vr) throws XMLStreamException {
        String creator = tag.isPrivate() && !tag.isPrivateCreator()
                ? levels.element().creators.get(block(tag.group(), tag.element() >>> 8))
                : null;
        // the block is not told where the creator is: a reader finds it by the creator
        Tag written = creator == null ? tag : Tag.of(tag.value() & 0xFFFF00FF);
        xml.writeStartElement("DicomAttribute");
        xml.writeAttribute("tag", ModelText.hex(written));
        xml.writeAttribute("vr", vr.name());
        String keyword =
                ElementDictionary.find(tag).map(ElementDefinition::keyword).orElse("");
        if (!keyword.isEmpty()) {
            xml.writeAttribute("keyword", keyword);
        }
        if (creator != null) {
            xml.writeAttribute("privateCreator", creator);
        }
    }

    /** Only of a creator whose first block it is, and by a name that an attribute of a document can hold. */
    private void reserve(Tag block, String creator) {
        Map<Integer, String> creators = levels.element().creators;
        boolean another = creators.entrySet().stream()
                .anyMatch(known -> known.getKey() >>> 8 == block.group()
                        && known.getValue().equals(creator));
        if (!another && !creator.isEmpty() && creator.chars().allMatch(c -> c >= ' ')) {
            creators.put(block(block.group(), block.element()), creator);
        }
    }

    private static int block(int group, int number) {
        return group << 8 | number;
    }

    private void numbered(String name, int number) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeAttribute("number", Integer.toString(number));
    }

    private void leaf(String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        characters(text);
        xml.writeEndElement();
    }

    /** A carriage return as a reference: as a character it would come back as a line feed (XML 1.0, 2.11). */
    private void characters(String text) throws XMLStreamException {
        int start = 0;
        for (int end = text.indexOf('\r'); end >= 0; end = text.indexOf('\r', start)) {
            xml.writeCharacters(text.substring(start, end));
            xml.writeEntityRef("#13");
            start = end + 1;
        }
        xml.writeCharacters(text.substring(start));
    }

    /** Char of XML 1.0 (2.2). */
    private static boolean isAllowed(int c) {
        return c == '\t' || c == '\n' || c == '\r' || c >= 0x20 && c != 0xFFFE && c != 0xFFFF;
    }

    private static IOException failed(XMLStreamException e) {
        return e.getNestedException() instanceof IOException io ? io : new IOException("XML cannot be written", e);
    }
}
