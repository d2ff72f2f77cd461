package io.github.swfsdk.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.dicom.net.AccessPolicy.Decision;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessPolicyTest {
    private static AssociationInfo association(String calling, String called) {
        return AssociationInfo.connected(1, false, new InetSocketAddress("127.0.0.1", 104), Instant.EPOCH)
                .titles(calling, called)
                .build();
    }

    @Test
    void bothPoliciesHaveToAllow() {
        AccessPolicy both = AccessPolicy.calling(Set.of("CT1")).and(AccessPolicy.called(Set.of("SWF")));

        assertThat(both.decide(association("CT1", "SWF"))).isEqualTo(Decision.ALLOW);
        assertThat(both.decide(association("CT1", "OTHER"))).isEqualTo(Decision.UNKNOWN_CALLED);
        assertThat(both.decide(association("CT2", "SWF"))).isEqualTo(Decision.UNKNOWN_CALLING);
    }

    @Test
    void aContextIsForThoseWhomBothAllowIt() {
        AccessPolicy both = AccessPolicy.onlyFor(Set.of(Uids.VERIFICATION, Uids.CT_IMAGE_STORAGE))
                .and(AccessPolicy.onlyFor(Set.of(Uids.VERIFICATION, Uids.MR_IMAGE_STORAGE)));
        AssociationInfo association = association("CT1", "SWF");

        assertThat(both.allows(association, Uids.VERIFICATION)).isTrue();
        assertThat(both.allows(association, Uids.CT_IMAGE_STORAGE)).isFalse();
        assertThat(both.allows(association, Uids.MR_IMAGE_STORAGE)).isFalse();
    }

    @Test
    void theStricterLimitOfBothCounts() {
        PeerLimits some = PeerLimits.builder()
                .maxAssociations(1)
                .maxPduLength(5000)
                .maxOperations(2)
                .associationsPerSecond(9)
                .operationsPerSecond(3)
                .build();
        PeerLimits others = PeerLimits.builder()
                .maxAssociations(7)
                .maxPduLength(4096)
                .maxOperations(6)
                .associationsPerSecond(4)
                .operationsPerSecond(8)
                .build();

        PeerLimits both =
                AccessPolicy.limited(some).and(AccessPolicy.limited(others)).limits(association("CT1", "SWF"));

        assertThat(both.maxAssociations()).isEqualTo(1);
        assertThat(both.maxPduLength()).isEqualTo(4096);
        assertThat(both.maxOperations()).isEqualTo(2);
        assertThat(both.associationsPerSecond()).isEqualTo(4);
        assertThat(both.operationsPerSecond()).isEqualTo(3);
    }
}
