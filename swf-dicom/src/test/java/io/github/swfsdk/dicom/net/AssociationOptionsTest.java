package io.github.swfsdk.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AssociationOptionsTest {

    @Test
    void refusesAWrongValueByNameAndValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AssociationOptions.builder().artim(Duration.ZERO))
                .withMessage("artim must be positive, but was PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AssociationOptions.builder().maxPduLength(100))
                .withMessage("maxPduLength must be from 4096 to 16777216, but was 100");
    }

    @Test
    void doesNotChangeAfterBuild() {
        AssociationOptions.Builder builder = AssociationOptions.builder().maxAssociations(3);
        AssociationOptions options = builder.build();
        builder.maxAssociations(4);
        assertThat(options.maxAssociations()).isEqualTo(3);
        assertThat(options.toBuilder().build().maxAssociations()).isEqualTo(3);
    }

    @Test
    void aPduOfTheDefaultLengthIsWhatTheJdkWritesAtOnce() {
        assertThat(AssociationOptions.defaults().maxPduLength() + 6).isEqualTo(131072);
        assertThat(AssociationOptions.defaults().leniencies()).isEqualTo(Set.of(Leniency.values()));
    }

    @Test
    void knowsAnAeTitle() {
        assertThat(AeTitle.check(" CT 1 ")).isEqualTo("CT 1");
        assertThat(AeTitle.isValid("A\\B")).isFalse();
        assertThat(AeTitle.isValid("   ")).isFalse();
        assertThat(AeTitle.isValid("ABCDEFGHIJKLMNOPQ")).isFalse();
        assertThat(AeTitle.printable("A\nB")).isEqualTo("A?B");
    }

    @Test
    void describesARejection() {
        AssociationRejectedException rejected = new AssociationRejectedException("PACS@host:104", 2, 3, 2);
        assertThat(rejected).hasMessage("PACS@host:104 rejects the association: local limit exceeded (2/3/2)");
        assertThat(rejected.isTransient()).isTrue();
    }
}
