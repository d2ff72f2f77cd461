package io.github.swfsdk.api.dataset;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * An immutable set of data elements in ascending tag order (PS3.5, 7). Text is Unicode here; how it travels is decided
 * where it is written. Typed views over it, such as {@link io.github.swfsdk.api.worklist.ScheduledStep}, keep every
 * element, also those they do not know.
 *
 * <p>Accessors return an empty result for an element that is absent or has zero length; {@link #find(Tag)} tells the two
 * apart. A value that cannot be read as asked is an {@link InvalidValueException}.
 */
public final class DataSet implements Iterable<Element> {
    private static final DataSet EMPTY = new DataSet(new Element[0]);

    private final Element[] elements;

    private DataSet(Element[] elements) {
        this.elements = elements;
    }

    /** Returns the data set without elements. */
    public static DataSet empty() {
        return EMPTY;
    }

    /** Returns a data set of these elements; of two with the same tag the later one stays. */
    public static DataSet of(Element... elements) {
        return of(Arrays.asList(elements));
    }

    /** Returns a data set of these elements; of two with the same tag the later one stays. */
    public static DataSet of(Collection<Element> elements) {
        Element[] sorted = elements.toArray(Element[]::new);
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i - 1].tag().compareTo(sorted[i].tag()) >= 0) {
                return builder().putAll(elements).build();
            }
        }
        return sorted.length == 0 ? EMPTY : new DataSet(sorted);
    }

    /** Starts an empty data set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts a changed copy of this data set. */
    public Builder toBuilder() {
        return new Builder().putAll(this);
    }

    /** Number of elements at this level. */
    public int size() {
        return elements.length;
    }

    /** Whether there is no element. */
    public boolean isEmpty() {
        return elements.length == 0;
    }

    /** The elements in ascending tag order. */
    public List<Element> elements() {
        return List.of(elements);
    }

    @Override
    public Iterator<Element> iterator() {
        return elements().iterator();
    }

    /** The element with this tag, also if it has zero length. */
    public Optional<Element> find(Tag tag) {
        int low = 0;
        int high = elements.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = elements[middle].tag().compareTo(tag);
            if (order == 0) {
                return Optional.of(elements[middle]);
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Optional.empty();
    }

    /** Whether an element with this tag is present, also if it has zero length. */
    public boolean contains(Tag tag) {
        return find(tag).isPresent();
    }

    /** Whether an element with this tag is present and has a value. */
    public boolean hasValue(Tag tag) {
        return find(tag).filter(element -> !element.isEmpty()).isPresent();
    }

    /** The values as text, without insignificant spaces; numbers in decimal. Bytes and sequences have no text. */
    public List<String> strings(Tag tag) {
        Element element = find(tag).orElse(null);
        if (element instanceof TextElement text) {
            return text.values();
        }
        if (element instanceof NumberElement numbers) {
            List<String> values = new ArrayList<>(numbers.count());
            for (int i = 0; i < numbers.count(); i++) {
                values.add(numbers.textAt(i));
            }
            return values;
        }
        return List.of();
    }

    /** The first value as text, unless it is empty. */
    public Optional<String> string(Tag tag) {
        return strings(tag).stream().findFirst().filter(value -> !value.isEmpty());
    }

    /** The first value as text, or an empty string. */
    public String text(Tag tag) {
        return string(tag).orElse("");
    }

    /** The first value as an identifier. */
    public Optional<Uid> uid(Tag tag) {
        return string(tag).map(read(tag, "a UID", Uid::of));
    }

    /** The first value as a whole number; text is read as IS. */
    public OptionalLong number(Tag tag) {
        Element element = find(tag).orElse(null);
        if (element instanceof NumberElement numbers) {
            return numbers.isEmpty() ? OptionalLong.empty() : OptionalLong.of(numbers.longAt(0));
        }
        Optional<String> text = string(tag);
        return text.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(
                        text.map(read(tag, "a whole number", Long::valueOf)).get());
    }

    /** The first value as a decimal number: of DS, IS and binary numbers; infinities and NaN are none. */
    public Optional<BigDecimal> decimal(Tag tag) {
        return string(tag).map(read(tag, "a decimal number", BigDecimal::new));
    }

    /** The first value as a date (DA). */
    public Optional<LocalDate> date(Tag tag) {
        return string(tag).map(read(tag, "a date", DateRange::parseDate));
    }

    /** The first value as a time (TM); what is not given is zero. */
    public Optional<LocalTime> time(Tag tag) {
        return string(tag)
                .map(read(tag, "a time", text -> TimeRange.parseTime(text).earliest()));
    }

    /** The first value as a person name. */
    public Optional<PersonName> personName(Tag tag) {
        return string(tag).map(PersonName::parse);
    }

    /** The items of a sequence. */
    public List<DataSet> items(Tag tag) {
        return find(tag).orElse(null) instanceof SequenceElement sequence ? sequence.items() : List.of();
    }

    /** The first item of a sequence. */
    public Optional<DataSet> item(Tag tag) {
        return items(tag).stream().findFirst();
    }

    /** The codes of a code sequence; items without a code value are left out. */
    public List<Code> codes(Tag tag) {
        return items(tag).stream().map(Code::ofItem).flatMap(Optional::stream).toList();
    }

    /**
     * The place of a private element of a creator: in the block that the creator has reserved at this level (PS3.5, 7.8.1).
     *
     * @param group odd
     * @param element the number within the block, 0 to FFH
     * @return empty if the creator has no block here
     */
    public Optional<Tag> privateTag(int group, String creator, int element) {
        for (Element each : elements) {
            if (each.tag().group() == group
                    && each.tag().isPrivateCreator()
                    && each instanceof TextElement name
                    && name.values().equals(List.of(creator))) {
                return Optional.of(Tag.of(group, each.tag().element() << 8 | element & 0xFF));
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataSet that && Arrays.equals(elements, that.elements);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(elements);
    }

    /** Says the number of elements only: values may be a patient's. */
    @Override
    public String toString() {
        return "data set of " + elements.length + " elements";
    }

    private static <T> Function<String, T> read(Tag tag, String expected, Function<String, T> reader) {
        return text -> {
            try {
                return reader.apply(text);
            } catch (IllegalArgumentException e) {
                throw new InvalidValueException(tag, expected);
            }
        };
    }

    /** Collects elements for a {@link DataSet}. The value representation comes from the dictionary unless given. */
    public static final class Builder {
        private final TreeMap<Tag, Element> elements = new TreeMap<>();

        private Builder() {}

        /** Puts an element in place of one with the same tag. */
        public Builder put(Element element) {
            elements.put(element.tag(), element);
            return this;
        }

        /** Puts text values, none for zero length. */
        public Builder put(Tag tag, String... values) {
            return put(tag, ElementDictionary.vrOf(tag), values);
        }

        /** Puts text values under a given representation; numbers are read from their decimal form. */
        public Builder put(Tag tag, Vr vr, String... values) {
            boolean none = values.length == 0 || values.length == 1 && values[0].isEmpty();
            if (none) {
                return putEmpty(tag, vr);
            }
            if (vr == Vr.FL || vr == Vr.FD) {
                return put(NumberElement.ofDoubles(
                        tag,
                        vr,
                        Arrays.stream(values).mapToDouble(Double::parseDouble).toArray()));
            }
            if (vr.kind() == Vr.Kind.NUMBER) {
                return put(NumberElement.of(
                        tag,
                        vr,
                        Arrays.stream(values).mapToLong(Long::parseLong).toArray()));
            }
            return put(TextElement.of(tag, vr, List.of(values)));
        }

        /** Puts whole numbers. */
        public Builder put(Tag tag, long first, long... more) {
            long[] values = new long[more.length + 1];
            values[0] = first;
            System.arraycopy(more, 0, values, 1, more.length);
            Vr vr = ElementDictionary.vrOf(tag);
            return vr.isText()
                    ? put(
                            tag,
                            vr,
                            Arrays.stream(values).mapToObj(Long::toString).toArray(String[]::new))
                    : put(NumberElement.of(tag, vr, values));
        }

        /** Puts identifiers. */
        public Builder put(Tag tag, Uid first, Uid... more) {
            List<String> values = new ArrayList<>();
            values.add(first.value());
            for (Uid uid : more) {
                values.add(uid.value());
            }
            return put(TextElement.of(tag, Vr.UI, values));
        }

        /**
         * Puts a number; in DS it is rounded to sixteen characters.
         *
         * @throws ArithmeticException if the representation holds whole numbers only, and it is none
         */
        public Builder put(Tag tag, BigDecimal number) {
            Vr vr = ElementDictionary.vrOf(tag);
            return switch (vr) {
                case DS -> put(tag, vr, ValueFormat.decimal(number));
                case FL, FD -> put(tag, vr, number.toString());
                default -> put(tag, number.longValueExact());
            };
        }

        /** Puts a date. */
        public Builder put(Tag tag, LocalDate date) {
            return put(tag, DateRange.formatDate(date));
        }

        /** Puts a time, with a fraction only if it has one. */
        public Builder put(Tag tag, LocalTime time) {
            return put(tag, TimeRange.formatTime(time));
        }

        /** Puts a person name. */
        public Builder put(Tag tag, PersonName name) {
            return put(tag, Vr.PN, name.toString());
        }

        /** Puts a sequence of items. */
        public Builder put(Tag tag, List<DataSet> items) {
            return put(SequenceElement.of(tag, items));
        }

        /** Puts a sequence of one item. */
        public Builder put(Tag tag, DataSet item) {
            return put(tag, List.of(item));
        }

        /** Puts a sequence of codes. */
        public Builder putCodes(Tag tag, Collection<Code> codes) {
            return put(tag, codes.stream().map(Code::toItem).toList());
        }

        /** Puts bytes under a given representation. */
        public Builder put(Tag tag, Vr vr, byte[] bytes) {
            return put(BytesElement.of(tag, vr, bytes));
        }

        /** Puts an element of zero length. */
        public Builder putEmpty(Tag tag) {
            return putEmpty(tag, ElementDictionary.vrOf(tag));
        }

        /** Puts elements of zero length. */
        public Builder putEmpty(Tag first, Tag... more) {
            putEmpty(first);
            for (Tag tag : more) {
                putEmpty(tag);
            }
            return this;
        }

        /** Puts each element of a data set. */
        public Builder putAll(Iterable<Element> source) {
            source.forEach(this::put);
            return this;
        }

        /** Copies the elements with these tags, as far as the source has them. */
        public Builder copy(DataSet source, Tag... tags) {
            for (Tag tag : tags) {
                source.find(tag).ifPresent(this::put);
            }
            return this;
        }

        /** Puts zero length where the element is absent: what a type 2 attribute needs. */
        public Builder ensure(Tag... tags) {
            for (Tag tag : tags) {
                if (!elements.containsKey(tag)) {
                    putEmpty(tag);
                }
            }
            return this;
        }

        /** Removes elements. */
        public Builder remove(Tag... tags) {
            for (Tag tag : tags) {
                elements.remove(Objects.requireNonNull(tag, "tag"));
            }
            return this;
        }

        /**
         * The place of a private element of a creator: in its block, and if it has none yet, in the first free one, which is
         * reserved by that (PS3.5, 7.8.1).
         *
         * @param group odd, above 0008H, not FFFFH
         * @param element the number within the block, 0 to FFH
         * @throws IllegalArgumentException if no block of the group is free
         */
        public Tag privateTag(int group, String creator, int element) {
            if ((group & 1) == 0 || group <= 8 || group >= 0xFFFF || element < 0 || element > 0xFF) {
                throw new IllegalArgumentException(
                        String.format("no private element is (%04X,xx%02X)", group, element));
            }
            Optional<Tag> known = build().privateTag(group, creator, element);
            if (known.isPresent()) {
                return known.get();
            }
            for (int block = 0x10; block <= 0xFF; block++) {
                Tag reserving = Tag.of(group, block);
                if (!elements.containsKey(reserving)) {
                    put(reserving, Vr.LO, creator);
                    return Tag.of(group, block << 8 | element);
                }
            }
            throw new IllegalArgumentException(String.format("no block of group %04X is free", group));
        }

        /** Returns the data set collected so far. */
        public DataSet build() {
            return elements.isEmpty() ? EMPTY : new DataSet(elements.values().toArray(Element[]::new));
        }

        private Builder putEmpty(Tag tag, Vr vr) {
            return put(Element.empty(tag, vr));
        }
    }
}
