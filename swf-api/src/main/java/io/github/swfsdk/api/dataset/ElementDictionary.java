package io.github.swfsdk.api.dataset;

import java.util.Optional;

/**
 * The element dictionary of the standard (PS3.6, 6 to 9, and PS3.7, annex E), retired elements included; the edition
 * and the sources are in {@code swf-api/src/dictionary/README.md}. Elements of repeating groups, such as overlays in
 * (60xx,eeee), are found in each even group of their range. Private elements are not in the dictionary: their meaning
 * belongs to their creator.
 *
 * <p>Loaded on first use; immutable and thread-safe.
 */
public final class ElementDictionary {
    private ElementDictionary() {}

    /**
     * Returns the definition of an element: empty for private and unknown ones. A group length (gggg,0000) is known
     * in each even group; all but those of commands and file meta information are retired (PS3.5, 7.2).
     */
    public static Optional<ElementDefinition> find(Tag tag) {
        return Optional.ofNullable(Holder.TABLE.find(tag));
    }

    /**
     * Returns the tag of the element with this keyword, such as {@code PatientID}; case matters. For a repeating
     * group it is the first tag: {@code OverlayRows} gives (6000,0010).
     */
    public static Optional<Tag> tagOf(String keyword) {
        return Optional.ofNullable(Holder.TABLE.tagOf(keyword));
    }

    /** Returns what {@link #vrOf(int)} does. */
    public static Vr vrOf(Tag tag) {
        return Holder.TABLE.vrOf(tag.value());
    }

    /**
     * Returns the representation of an element in an implicit encoding, which does not name it. Allocates nothing.
     *
     * <ul>
     *   <li>an element with one representation: that one
     *   <li>OB or OW, US or OW, US or SS or OW: OW (PS3.5, A.1)
     *   <li>US or SS: US; (0028,0103) Pixel Representation decides, which the caller has to look at
     *   <li>a group length (gggg,0000), also a private one: UL
     *   <li>a private creator, (gggg,0010-00FF) of an odd group: LO
     *   <li>everything else, such as unknown and other private elements: UN
     * </ul>
     *
     * @param tag group number in the upper, element number in the lower 16 bits
     */
    public static Vr vrOf(int tag) {
        return Holder.TABLE.vrOf(tag);
    }

    private static final class Holder {
        static final ElementTable TABLE = ElementTable.read(DictionaryResource.open("elements.tsv"));
    }
}
