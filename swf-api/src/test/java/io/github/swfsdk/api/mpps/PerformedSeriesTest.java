package io.github.swfsdk.api.mpps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.PersonName;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceReference;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PerformedSeriesTest {
    private static final Uid SERIES = Uid.of("1.2.3.4");

    @Test
    void writesEveryAttributeAlsoEmptyOnes() {
        assertThat(PerformedSeries.of(SERIES, "Thorax routine").toItem())
                .isEqualTo(DataSet.builder()
                        .putEmpty(Tags.PERFORMING_PHYSICIAN_NAME, Tags.OPERATORS_NAME)
                        .put(Tags.PROTOCOL_NAME, "Thorax routine")
                        .put(Tags.SERIES_INSTANCE_UID, "1.2.3.4")
                        .putEmpty(
                                Tags.SERIES_DESCRIPTION,
                                Tags.RETRIEVE_AE_TITLE,
                                Tags.REFERENCED_IMAGE_SEQUENCE,
                                Tags.REFERENCED_NON_IMAGE_COMPOSITE_SOP_INSTANCE_SEQUENCE)
                        .build());
    }

    @Test
    void readsWhatItWrote() {
        PerformedSeries series = PerformedSeries.of(SERIES, "Thorax routine")
                .withDescription("axial")
                .withPeople(List.of(PersonName.of("Berg", "Otto")), List.of(PersonName.of("Klein", "Ute")))
                .withRetrieveAeTitles(List.of("PACS", "PACS2"))
                .with(instance("1.2.840.10008.5.1.4.1.1.2", "1.2.3.5"))
                .with(instance("1.2.840.10008.5.1.4.1.1.88.67", "1.2.3.6"));

        assertThat(PerformedSeries.ofItem(series.toItem())).contains(series);
        assertThat(PerformedSeries.ofItem(DataSet.empty())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.840.10008.5.1.4.1.1.2, true", // CT
        "1.2.840.10008.5.1.4.1.1.1.1, true", // digital X-ray, for presentation
        "1.2.840.10008.5.1.4.1.1.7.3, true", // multi-frame secondary capture
        "1.2.840.10008.5.1.4.1.1.66.4, true", // segmentation
        "1.2.840.10008.5.1.4.1.1.481.2, true", // RT dose
        "1.2.840.10008.5.1.4.1.1.88.67, false", // radiation dose report
        "1.2.840.10008.5.1.4.1.1.11.1, false", // presentation state
        "1.2.840.10008.5.1.4.1.1.88.59, false", // key object selection
        "1.2.840.10008.5.1.4.1.1.66, false", // raw data
        "1.2.840.10008.5.1.4.1.1.9.1.1, false", // ECG
        "1.3.6.1.4.1.99999.1, false" // a vendor's own
    })
    void putsAnInstanceIntoTheListOfItsClass(String sopClass, boolean image) {
        InstanceReference instance = instance(sopClass, "1.2.3.5");
        PerformedSeries series =
                PerformedSeries.of(SERIES, "Thorax routine").with(instance).with(instance);

        assertThat(image ? series.images() : series.others()).containsExactly(instance);
        assertThat(image ? series.others() : series.images()).isEmpty();
    }

    @Test
    void needsAProtocolName() {
        assertThatThrownBy(() -> PerformedSeries.of(SERIES, " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(0018,1030)");
    }

    private static InstanceReference instance(String sopClass, String uid) {
        return new InstanceReference(Uid.of(sopClass), Uid.of(uid));
    }
}
