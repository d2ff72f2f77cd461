package io.github.swfsdk.api.mpps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.Code;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** PS3.16, CID 9300 to 9302. */
class DiscontinuationReasonTest {
    @Test
    void holdsTheReasonsOfModalities() {
        assertThat(values().filter(DiscontinuationReason::isForModality))
                .extracting(reason -> reason.code().value())
                .containsExactly(
                        "110500", "110501", "110502", "110503", "110504", "110505", "110506", "110507", "110508",
                        "110509", "110510", "110511", "110512", "110513", "110514", "110515", "110516");
    }

    @Test
    void holdsTheReasonsOfMediaImport() {
        assertThat(values().filter(DiscontinuationReason::isForMediaImport))
                .extracting(reason -> reason.code().value())
                .containsExactly("110501", "110510", "110513", "110514", "110521", "110522", "110523", "110524");
    }

    @Test
    void eachHasAMeaningAndACodeOfItsOwn() {
        assertThat(values()).allSatisfy(reason -> {
            assertThat(reason.code().meaning()).isNotEmpty().hasSizeLessThanOrEqualTo(64);
            assertThat(DiscontinuationReason.of(reason.code())).contains(reason);
        });
    }

    @Test
    void isFoundByCodeWithoutMeaning() {
        assertThat(DiscontinuationReason.of(Code.of("110514", "DCM", "")))
                .contains(DiscontinuationReason.INCORRECT_WORKLIST_ENTRY_SELECTED);
        assertThat(DiscontinuationReason.of(Code.of("110514", "99SWF", ""))).isEmpty();
    }

    private static Stream<DiscontinuationReason> values() {
        return Arrays.stream(DiscontinuationReason.values());
    }
}
