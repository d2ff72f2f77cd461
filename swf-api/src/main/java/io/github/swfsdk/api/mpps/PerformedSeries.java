package io.github.swfsdk.api.mpps;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.PersonName;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.UidDictionary;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.instance.InstanceReference;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A series that a performed step has made: an item of (0040,0340) Performed Series Sequence.
 *
 * @param seriesInstanceUid (0020,000E)
 * @param protocolName (0018,1030), not empty: the conditions under which the series was made, in the operator's words
 * @param description (0008,103E), empty if there is none
 * @param performingPhysicians (0008,1050)
 * @param operators (0008,1070)
 * @param retrieveAeTitles (0008,0054) where its instances can be retrieved, as far as known
 * @param images (0008,1140) its images so far
 * @param others (0040,0220) its other instances so far: reports, presentation states, waveforms, raw data
 */
public record PerformedSeries(
        Uid seriesInstanceUid,
        String protocolName,
        String description,
        List<PersonName> performingPhysicians,
        List<PersonName> operators,
        List<String> retrieveAeTitles,
        List<InstanceReference> images,
        List<InstanceReference> others) {
    // images whose class is not named "... Image Storage"
    private static final Set<Uid> FURTHER_IMAGES = Set.of(
            Uids.CORNEAL_TOPOGRAPHY_MAP_STORAGE,
            Uids.ENHANCED_US_VOLUME_STORAGE,
            Uids.HEIGHT_MAP_SEGMENTATION_STORAGE,
            Uids.LABEL_MAP_SEGMENTATION_STORAGE,
            Uids.OPHTHALMIC_THICKNESS_MAP_STORAGE,
            Uids.PARAMETRIC_MAP_STORAGE,
            Uids.RT_DOSE_STORAGE,
            Uids.SEGMENTATION_STORAGE);

    /** Checks that there is a protocol name and copies the lists. */
    public PerformedSeries {
        Objects.requireNonNull(seriesInstanceUid, "seriesInstanceUid");
        Objects.requireNonNull(description, "description");
        if (protocolName.isBlank()) {
            throw new IllegalArgumentException(Tags.PROTOCOL_NAME + " of a performed series must not be empty");
        }
        performingPhysicians = List.copyOf(performingPhysicians);
        operators = List.copyOf(operators);
        retrieveAeTitles = List.copyOf(retrieveAeTitles);
        images = List.copyOf(images);
        others = List.copyOf(others);
    }

    /** Returns a series without instances. */
    public static PerformedSeries of(Uid seriesInstanceUid, String protocolName) {
        return new PerformedSeries(
                seriesInstanceUid, protocolName, "", List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /** Returns a copy with a description. */
    public PerformedSeries withDescription(String next) {
        return new PerformedSeries(
                seriesInstanceUid,
                protocolName,
                next,
                performingPhysicians,
                operators,
                retrieveAeTitles,
                images,
                others);
    }

    /** Returns a copy with the people who made it. */
    public PerformedSeries withPeople(List<PersonName> nextPhysicians, List<PersonName> nextOperators) {
        return new PerformedSeries(
                seriesInstanceUid,
                protocolName,
                description,
                nextPhysicians,
                nextOperators,
                retrieveAeTitles,
                images,
                others);
    }

    /** Returns a copy with the AE titles from which its instances can be retrieved. */
    public PerformedSeries withRetrieveAeTitles(List<String> next) {
        return new PerformedSeries(
                seriesInstanceUid, protocolName, description, performingPhysicians, operators, next, images, others);
    }

    /**
     * Returns a copy with one more instance, in the list that its class belongs to; one that is listed already stays once. A
     * class that the registry does not know counts as no image: {@link #withInstances} decides otherwise.
     */
    public PerformedSeries with(InstanceReference instance) {
        return withAll(List.of(instance));
    }

    /** Returns a copy with more instances, as {@link #with} does with one; costs as much as the longer series. */
    public PerformedSeries withAll(Collection<InstanceReference> instances) {
        Set<InstanceReference> allImages = new LinkedHashSet<>(images);
        Set<InstanceReference> allOthers = new LinkedHashSet<>(others);
        for (InstanceReference instance : instances) {
            if (!allImages.contains(instance) && !allOthers.contains(instance)) {
                (isImage(instance.sopClassUid()) ? allImages : allOthers).add(instance);
            }
        }
        return withInstances(List.copyOf(allImages), List.copyOf(allOthers));
    }

    /** Returns a copy with these instances. */
    public PerformedSeries withInstances(List<InstanceReference> nextImages, List<InstanceReference> nextOthers) {
        return new PerformedSeries(
                seriesInstanceUid,
                protocolName,
                description,
                performingPhysicians,
                operators,
                retrieveAeTitles,
                nextImages,
                nextOthers);
    }

    /** Writes the item with every attribute of types 1 and 2. */
    public DataSet toItem() {
        return DataSet.builder()
                .put(names(Tags.PERFORMING_PHYSICIAN_NAME, performingPhysicians))
                .put(names(Tags.OPERATORS_NAME, operators))
                .put(Tags.PROTOCOL_NAME, protocolName)
                .put(Tags.SERIES_INSTANCE_UID, seriesInstanceUid)
                .put(Tags.SERIES_DESCRIPTION, description)
                .put(Tags.RETRIEVE_AE_TITLE, retrieveAeTitles.toArray(String[]::new))
                .put(Tags.REFERENCED_IMAGE_SEQUENCE, items(images))
                .put(Tags.REFERENCED_NON_IMAGE_COMPOSITE_SOP_INSTANCE_SEQUENCE, items(others))
                .build();
    }

    /** Reads an item; empty if it lacks its identifier or its protocol name. */
    public static Optional<PerformedSeries> ofItem(DataSet item) {
        Optional<String> protocol = item.string(Tags.PROTOCOL_NAME);
        return item.uid(Tags.SERIES_INSTANCE_UID)
                .filter(uid -> protocol.isPresent())
                .map(uid -> new PerformedSeries(
                        uid,
                        protocol.orElseThrow(),
                        item.text(Tags.SERIES_DESCRIPTION),
                        names(item, Tags.PERFORMING_PHYSICIAN_NAME),
                        names(item, Tags.OPERATORS_NAME),
                        item.strings(Tags.RETRIEVE_AE_TITLE),
                        references(item, Tags.REFERENCED_IMAGE_SEQUENCE),
                        references(item, Tags.REFERENCED_NON_IMAGE_COMPOSITE_SOP_INSTANCE_SEQUENCE)));
    }

    @Override
    public String toString() {
        return "performed series " + seriesInstanceUid + " of " + (images.size() + others.size()) + " instances";
    }

    /** Several names of people, or none. */
    static Element names(Tag tag, List<PersonName> names) {
        return TextElement.of(
                tag, Vr.PN, names.stream().map(PersonName::toString).toList());
    }

    private static List<PersonName> names(DataSet item, Tag tag) {
        return item.strings(tag).stream().map(PersonName::parse).toList();
    }

    private static List<DataSet> items(List<InstanceReference> references) {
        return references.stream().map(InstanceReference::toItem).toList();
    }

    private static List<InstanceReference> references(DataSet item, Tag tag) {
        return item.items(tag).stream()
                .map(InstanceReference::ofItem)
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean isImage(Uid sopClassUid) {
        return FURTHER_IMAGES.contains(sopClassUid)
                || UidDictionary.find(sopClassUid)
                        .filter(definition -> definition.name().contains("Image Storage"))
                        .isPresent();
    }
}
