package io.github.swfsdk.dicom.internal.model;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.SequenceElement;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.dicom.io.BulkDataSource;
import io.github.swfsdk.dicom.io.DicomFormatException;
import io.github.swfsdk.dicom.io.ReadOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads a data set in the Native DICOM Model (PS3.19, A.1), with or without its namespace, in UTF-8. A document type declaration is
 * refused, so there are no entities but the five of XML; nothing outside the document is opened, and elements that the
 * model does not know are refused. One caller at a time.
 */
public final class XmlModelReader {
    private static final int MAX_ATTRIBUTE_LENGTH = 64 * 1024;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final XMLStreamReader xml;
    private final ModelElements elements;
    private final ElementPath path = new ElementPath();

    private XmlModelReader(XMLStreamReader xml, ReadOptions options, BulkDataSource bulkData) {
        this.xml = xml;
        elements = new ModelElements(
                options, bulkData, () -> Math.max(0, xml.getLocation().getCharacterOffset()), path::toString);
    }

    /**
     * Reads a document. Blocks as the stream does; does not close it.
     *
     * @throws DicomFormatException if it is malformed or exceeds a limit
     */
    public static DataSet read(InputStream in, ReadOptions options, BulkDataSource bulkData) throws IOException {
        XMLStreamReader xml = null;
        try {
            xml = factory().createXMLStreamReader(utf8(in));
            return new XmlModelReader(xml, options, bulkData).document();
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException io && !(io instanceof CharacterCodingException)) {
                throw io;
            }
            // without the cause, whose message may hold values
            throw new DicomFormatException("malformed XML", offset(xml), "");
        }
    }

    private static long offset(@Nullable XMLStreamReader xml) {
        return xml == null ? 0 : Math.max(0, xml.getLocation().getCharacterOffset());
    }

    /**
     * UTF-8, strictly; the parser's own decoder prints to standard error what it cannot decode. A byte order mark is
     * stepped over.
     */
    private static Reader utf8(InputStream in) throws IOException {
        PushbackInputStream start = new PushbackInputStream(in, BYTE_ORDER_MARK.length);
        byte[] first = start.readNBytes(BYTE_ORDER_MARK.length);
        if (!Arrays.equals(first, BYTE_ORDER_MARK)) {
            start.unread(first);
        }
        return new InputStreamReader(
                start,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    /** The JDK's own, whatever else is on the class path: its switches are known. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, baseUri, namespace) -> {
            throw new XMLStreamException("external entities are refused");
        });
        return factory;
    }

    private DataSet document() throws XMLStreamException, IOException {
        String encoding = xml.getCharacterEncodingScheme();
        if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
            throw elements.malformed("the document is not in UTF-8");
        }
        int event = xml.next();
        while (event != XMLStreamConstants.START_ELEMENT) {
            checkMisc(event);
            event = xml.next();
        }
        if (!isNamed("NativeDicomModel")) {
            throw elements.malformed("the document is not a NativeDicomModel");
        }
        DataSet dataSet = dataSet();
        while (xml.hasNext()) {
            checkMisc(xml.next());
        }
        return dataSet;
    }

    private void checkMisc(int event) {
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw elements.malformed("document type declarations are refused");
        }
    }

    /** Reads to the end tag of what is open. */
    private DataSet dataSet() throws XMLStreamException, IOException {
        List<Element> read = new ArrayList<>();
        PrivateBlocks blocks = new PrivateBlocks();
        while (nextChild()) {
            if (!isNamed("DicomAttribute")) {
                throw elements.malformed("neither an attribute nor the end of the data set");
            }
            Tag tag = tag(blocks, read);
            path.at(tag);
            elements.charge(0);
            Vr vr = elements.vr(tag, attribute("vr"));
            Optional<Element> element = element(tag, vr);
            path.at(tag);
            if (element.isPresent() && !tag.isGroupLength()) {
                blocks.see(element.get());
                read.add(element.get());
            }
        }
        return DataSet.of(read);
    }

    /**
     * The tag; that of a private attribute may leave its block open, as (gggg,00ee), and name its creator instead: it goes
     * to the block that the data set's creators reserve.
     */
    private Tag tag(PrivateBlocks blocks, List<Element> read) {
        Tag tag = elements.tag(attribute("tag"));
        String creator = attribute("privateCreator");
        boolean open = tag.isPrivate() && tag.element() <= 0xFF && !creator.isEmpty();
        try {
            return open ? blocks.resolve(tag, creator, read) : tag;
        } catch (IllegalArgumentException e) {
            throw elements.malformed("private elements have no place");
        }
    }

    private Optional<Element> element(Tag tag, Vr vr) throws XMLStreamException, IOException {
        List<String> values = new ArrayList<>();
        List<DataSet> items = new ArrayList<>();
        Element binary = null;
        String uri = null;
        int forms = 0;
        while (nextChild()) {
            switch (xml.getLocalName()) {
                case "Value" -> put(values, text());
                case "PersonName" -> put(values, name());
                case "Item" -> item(tag, items);
                case "InlineBinary" -> {
                    binary = binary(tag, vr, text());
                    forms++;
                }
                case "BulkData" -> {
                    uri = attribute("uri").isEmpty() ? attribute("uuid") : attribute("uri");
                    skipEmpty();
                    forms++;
                }
                default -> throw elements.malformed("an element of XML that the model does not have");
            }
        }
        forms += (values.isEmpty() ? 0 : 1) + (items.isEmpty() ? 0 : 1);
        if (forms > 1) {
            throw elements.malformed("an attribute has its value twice");
        }
        if (binary != null) {
            return Optional.of(binary);
        }
        if (uri != null) {
            return elements.referenced(tag, vr, uri);
        }
        if (vr == Vr.SQ && values.isEmpty()) {
            return Optional.of(SequenceElement.of(tag, items));
        }
        if (!items.isEmpty()) {
            throw elements.malformed("items do not go with value representation " + vr);
        }
        return Optional.of(elements.of(tag, vr, values));
    }

    /** Puts a value where its number says; values come in order, and those in between are empty. */
    private void put(List<String> values, Numbered value) {
        int number = value.number == 0 ? values.size() + 1 : value.number;
        if (number <= values.size()) {
            throw elements.malformed("values are not in order");
        }
        while (values.size() < number - 1) {
            elements.charge(0);
            values.add("");
        }
        values.add(value.text);
    }

    private record Numbered(int number, String text) {}

    private Numbered text() throws XMLStreamException {
        int number = number();
        StringBuilder text = new StringBuilder();
        for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
            switch (event) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    elements.spend(2L * xml.getTextLength());
                    text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                }
                case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
                default -> throw elements.malformed("a value is not text");
            }
        }
        elements.charge(0);
        return new Numbered(number, text.toString());
    }

    private Numbered name() throws XMLStreamException {
        int number = number();
        String[] groups = {"", "", ""};
        while (nextChild()) {
            int group = ModelText.GROUPS.indexOf(xml.getLocalName());
            if (group < 0) {
                throw elements.malformed("a name has a group that is not known");
            }
            groups[group] = group();
        }
        elements.charge(0);
        return new Numbered(number, ModelElements.name(groups));
    }

    private String group() throws XMLStreamException {
        String[] components = {"", "", "", "", ""};
        while (nextChild()) {
            int component = XmlModelWriter.COMPONENTS.indexOf(xml.getLocalName());
            if (component < 0) {
                throw elements.malformed("a name has a component that is not known");
            }
            components[component] = text().text;
        }
        int used = components.length;
        while (used > 0 && components[used - 1].isEmpty()) {
            used--;
        }
        return String.join("^", List.of(components).subList(0, used));
    }

    private void item(Tag tag, List<DataSet> items) throws XMLStreamException, IOException {
        elements.checkDepth(path.depth());
        elements.charge(0);
        path.enter(tag, items.size() + 1);
        items.add(dataSet());
        path.leave();
        path.at(tag);
    }

    private Element binary(Tag tag, Vr vr, Numbered text) {
        try {
            return elements.binary(tag, vr, Base64.getMimeDecoder().decode(text.text));
        } catch (IllegalArgumentException e) {
            throw elements.malformed("inline binary is not base 64");
        }
    }

    private void skipEmpty() throws XMLStreamException {
        if (nextChild()) {
            throw elements.malformed("a reference to bulk data has content");
        }
    }

    private int number() {
        String number = attribute("number");
        try {
            int value = number.isEmpty() ? 0 : Integer.parseInt(number);
            if (value > 0 || number.isEmpty()) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below: the message would hold the text
        }
        throw elements.malformed("the number of a value is not a number from 1");
    }

    /** Steps to the next start tag in what is open; false at its end tag. Text between tags has no meaning. */
    private boolean nextChild() throws XMLStreamException {
        while (true) {
            int event = xml.next();
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    return true;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    return false;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!xml.isWhiteSpace()) {
                        throw elements.malformed("text in the place of an element");
                    }
                }
                default -> checkMisc(event);
            }
        }
    }

    private boolean isNamed(String name) {
        return xml.getLocalName().equals(name);
    }

    private String attribute(String name) {
        String value = xml.getAttributeValue(null, name);
        if (value == null) {
            return "";
        }
        if (value.length() > MAX_ATTRIBUTE_LENGTH) {
            throw elements.malformed("an attribute of XML is too long");
        }
        return value;
    }
}
