package io.github.swfsdk.dicom.internal.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.dicom.internal.pdu.AssociateReject;
import io.github.swfsdk.dicom.net.PeerLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PeerQuotasTest {
    private long now = 42;
    private final PeerQuotas quotas = new PeerQuotas(() -> now);
    private final List<PeerQuotas.Quota> entered = new ArrayList<>();

    private Optional<AssociateReject> enter(String title, PeerLimits limits) {
        return quotas.enter(title, limits, entered::add);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void countsTheAssociationsOfEachTitle() {
        PeerLimits two = PeerLimits.builder().maxAssociations(2).build();
        assertThat(enter("CT1", two)).isEmpty();
        assertThat(enter("CT1", two)).isEmpty();
        assertThat(enter("CT1", two)).contains(AssociateReject.LOCAL_LIMIT_EXCEEDED);
        assertThat(enter("CT2", two)).isEmpty();
        entered.get(0).leave();
        assertThat(enter("CT1", two)).isEmpty();
        assertThat(enter("CT1", two)).contains(AssociateReject.LOCAL_LIMIT_EXCEEDED);
    }

    @Test
    void letsSoManyInASecondAndAsManyAtOnceAfterAPause() {
        PeerLimits slow = PeerLimits.builder().associationsPerSecond(2).build();
        assertThat(enter("CT1", slow)).isEmpty();
        assertThat(enter("CT1", slow)).isEmpty();
        assertThat(enter("CT1", slow)).contains(AssociateReject.TEMPORARY_CONGESTION);
        pass(Duration.ofMillis(499));
        assertThat(enter("CT1", slow)).contains(AssociateReject.TEMPORARY_CONGESTION);
        pass(Duration.ofMillis(2));
        assertThat(enter("CT1", slow)).isEmpty();
        pass(Duration.ofHours(1)); // saves up no more than a second's worth
        assertThat(enter("CT1", slow)).isEmpty();
        assertThat(enter("CT1", slow)).isEmpty();
        assertThat(enter("CT1", slow)).contains(AssociateReject.TEMPORARY_CONGESTION);
    }

    @Test
    void closingAndOpeningAgainDoesNotRenewTheRate() {
        PeerLimits slow = PeerLimits.builder().associationsPerSecond(1).build();
        assertThat(enter("CT1", slow)).isEmpty();
        entered.get(0).leave();
        for (int i = 0; i < 2000; i++) { // others make it forget, but not so soon
            enter("PEER" + i, slow);
        }
        assertThat(enter("CT1", slow)).contains(AssociateReject.TEMPORARY_CONGESTION);
    }

    @Test
    void remembersATitleAsLongAsItHasAnAssociation() {
        PeerLimits one = PeerLimits.builder().maxAssociations(1).build();
        enter("CT1", one);
        pass(Duration.ofHours(1));
        for (int i = 0; i < 2000; i++) {
            enter("PEER" + i, one);
        }
        assertThat(enter("CT1", one)).contains(AssociateReject.LOCAL_LIMIT_EXCEEDED);
    }

    @Test
    void countsTheOperationsOfATitleOverAllItsAssociations() {
        PeerLimits three = PeerLimits.builder().operationsPerSecond(3).build();
        enter("CT1", three);
        enter("CT1", three);
        assertThat(entered.get(0).takeOperation()).isTrue();
        assertThat(entered.get(1).takeOperation()).isTrue();
        assertThat(entered.get(0).takeOperation()).isTrue();
        assertThat(entered.get(1).takeOperation()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(entered.get(1).takeOperation()).isTrue();
    }
}
