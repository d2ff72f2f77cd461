package io.github.swfsdk.dicom.internal.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.SequenceElement;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.dicom.io.BulkDataSource;
import io.github.swfsdk.dicom.io.DicomFormatException;
import io.github.swfsdk.dicom.io.ReadLimits;
import io.github.swfsdk.dicom.io.ReadOptions;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads data sets in the DICOM JSON model (PS3.18, F.2), one after the other: from an array, or a single object. No tree of
 * the document is made. Members may come in any order; those that the model does not know are skipped. One caller at a
 * time.
 */
public final class JsonModelReader implements AutoCloseable {
    private static final int MAX_NAME = 256;
    private static final int MAX_NUMBER = 1000;
    private static final int LEVELS_PER_ITEM = 3; // attribute, array of values, item

    private final JsonParser json;
    private final ModelElements elements;
    private final ElementPath path = new ElementPath();
    private boolean started;
    private boolean inArray;
    private boolean ended;

    /** One attribute while it is read. */
    private static final class Attribute {
        String vr = "";
        final List<String> values = new ArrayList<>();
        final List<DataSet> items = new ArrayList<>();
        byte @Nullable [] binary;

        @Nullable
        String uri;
    }

    /** Reads from a stream, which stays open. */
    public JsonModelReader(InputStream in, ReadOptions options, BulkDataSource bulkData) throws IOException {
        ReadLimits limits = options.limits();
        JsonFactory factory = JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth((limits.maxDepth() + 2) * LEVELS_PER_ITEM)
                        .maxNameLength(MAX_NAME)
                        .maxNumberLength(MAX_NUMBER)
                        .maxStringLength((int) Math.min(Integer.MAX_VALUE / 2, limits.maxMemory()))
                        .build())
                .build();
        JsonParser parser;
        try {
            parser = factory.createParser(in);
        } catch (CharConversionException | JsonProcessingException e) {
            throw new DicomFormatException("malformed JSON", 0, "");
        }
        json = parser;
        elements = new ModelElements(
                options, bulkData, () -> Math.max(0, parser.currentLocation().getByteOffset()), path::toString);
    }

    /**
     * Reads the next data set; nothing behind the last.
     *
     * @throws DicomFormatException if the document is malformed or exceeds a limit
     */
    public Optional<DataSet> next() throws IOException {
        if (ended) {
            return Optional.empty();
        }
        elements.reset();
        try {
            return Optional.ofNullable(read());
        } catch (JsonProcessingException | CharConversionException e) {
            throw elements.malformed("malformed JSON"); // without the cause, whose message may hold values
        }
    }

    private @Nullable DataSet read() throws IOException {
        JsonToken token = json.nextToken();
        if (!started) {
            started = true;
            inArray = token == JsonToken.START_ARRAY;
            token = inArray ? json.nextToken() : token;
        }
        if (inArray && token == JsonToken.END_ARRAY) {
            expectEnd();
            return null;
        }
        if (token != JsonToken.START_OBJECT) {
            throw elements.malformed("a data set is not an object");
        }
        DataSet dataSet = dataSet(json.nextToken());
        if (!inArray) {
            expectEnd();
        }
        return dataSet;
    }

    private void expectEnd() throws IOException {
        ended = true;
        if (json.nextToken() != null) {
            throw elements.malformed("something follows the document");
        }
    }

    /** Reads from the first member of an object to its end. */
    private DataSet dataSet(JsonToken first) throws IOException {
        List<Element> read = new ArrayList<>();
        for (JsonToken token = first; token != JsonToken.END_OBJECT; token = json.nextToken()) {
            if (token != JsonToken.FIELD_NAME) {
                throw elements.malformed("an object is not complete");
            }
            Tag tag = elements.tag(json.currentName());
            path.at(tag);
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw elements.malformed("an attribute is not an object");
            }
            elements.charge(0);
            attribute(tag, read);
        }
        return DataSet.of(read);
    }

    private void attribute(Tag tag, List<Element> target) throws IOException {
        Attribute attribute = new Attribute();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "vr" -> attribute.vr = string(value);
                case "Value" -> values(tag, value, attribute);
                case "InlineBinary" -> attribute.binary = binary(value);
                case "BulkDataURI" -> attribute.uri = string(value);
                default -> json.skipChildren();
            }
        }
        path.at(tag);
        if (json.currentToken() != JsonToken.END_OBJECT) {
            throw elements.malformed("an attribute is not complete");
        }
        if (!tag.isGroupLength()) { // which no document has (PS3.18, F.2.2)
            element(tag, attribute).ifPresent(target::add);
        }
    }

    private Optional<Element> element(Tag tag, Attribute attribute) throws IOException {
        Vr vr = elements.vr(tag, attribute.vr);
        int forms = (attribute.binary == null ? 0 : 1)
                + (attribute.uri == null ? 0 : 1)
                + (attribute.values.isEmpty() && attribute.items.isEmpty() ? 0 : 1);
        if (forms > 1) {
            throw elements.malformed("an attribute has its value twice");
        }
        if (attribute.binary != null) {
            return Optional.of(elements.binary(tag, vr, attribute.binary));
        }
        if (attribute.uri != null) {
            return elements.referenced(tag, vr, attribute.uri);
        }
        if (vr == Vr.SQ) {
            if (!attribute.values.stream().allMatch(String::isEmpty)) {
                throw elements.malformed("an item is not an object");
            }
            return Optional.of(SequenceElement.of(tag, attribute.items));
        }
        if (attribute.items.stream().anyMatch(item -> !item.isEmpty())) {
            throw elements.malformed("values do not go with value representation " + vr);
        }
        return Optional.of(elements.of(tag, vr, attribute.values));
    }

    /**
     * Reads an array of values. What an object means is told by its members, as the representation may come later: a name
     * has groups, an item attributes, and an empty object or null is both, without content.
     */
    private void values(Tag tag, JsonToken start, Attribute attribute) throws IOException {
        if (start != JsonToken.START_ARRAY) {
            throw elements.malformed("values are not an array");
        }
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            elements.charge(0);
            if (token == null) {
                throw elements.malformed("values are not complete");
            }
            switch (token) {
                case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> attribute.values.add(text());
                case VALUE_NULL -> empty(attribute);
                case START_OBJECT -> object(tag, attribute);
                default -> throw elements.malformed("a value is neither text nor number nor object");
            }
        }
    }

    private static void empty(Attribute attribute) {
        attribute.values.add("");
        attribute.items.add(DataSet.empty());
    }

    private void object(Tag tag, Attribute attribute) throws IOException {
        JsonToken first = json.nextToken();
        if (first == JsonToken.END_OBJECT) {
            empty(attribute);
        } else if (first == JsonToken.FIELD_NAME && ModelText.GROUPS.contains(json.currentName())) {
            attribute.values.add(name());
        } else {
            elements.checkDepth(path.depth());
            path.enter(tag, attribute.items.size() + 1);
            attribute.items.add(dataSet(first));
            path.leave();
            path.at(tag);
        }
    }

    /** Reads the groups of a name, from its first member on. */
    private String name() throws IOException {
        String[] groups = {"", "", ""};
        for (JsonToken token = json.currentToken(); token != JsonToken.END_OBJECT; token = json.nextToken()) {
            if (token != JsonToken.FIELD_NAME) {
                throw elements.malformed("a name is not complete");
            }
            int group = ModelText.GROUPS.indexOf(json.currentName());
            if (group < 0) {
                throw elements.malformed("a name has a group that is not known");
            }
            groups[group] = string(json.nextToken());
        }
        return ModelElements.name(groups);
    }

    private String string(@Nullable JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return "";
        }
        if (token != JsonToken.VALUE_STRING) {
            throw elements.malformed("text is expected");
        }
        return text();
    }

    private String text() throws IOException {
        String text = json.getText();
        elements.charge(2L * text.length());
        return text;
    }

    private byte[] binary(@Nullable JsonToken token) throws IOException {
        if (token != JsonToken.VALUE_STRING) {
            throw elements.malformed("text is expected");
        }
        ModelElements.Binary value = elements.startBinary();
        try {
            json.readBinaryValue(value);
        } catch (IllegalArgumentException e) {
            throw elements.malformed("inline binary is not base 64"); // without the cause, as above
        }
        return value.toByteArray();
    }

    /** Releases buffers; the stream stays open. */
    @Override
    public void close() throws IOException {
        json.close();
    }
}
