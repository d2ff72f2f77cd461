package io.github.swfsdk.dicom.internal.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.dicom.net.AssociationOptions;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private record Connection(int address, int number) {
        String from() {
            return "10.0.0." + address;
        }
    }

    private static Places<Connection, String> places(int associations, int perPeer, int halfOpen) {
        return new Places<>(
                AssociationOptions.builder()
                        .maxAssociations(associations)
                        .maxAssociationsPerPeer(perPeer)
                        .maxHalfOpen(halfOpen)
                        .build(),
                Connection::from);
    }

    @Test
    void theOldestOfTheAddressThatHasMostGivesWay() {
        Places<Connection, String> places = places(10, 10, 4);
        places.connect(new Connection(1, 1));
        places.connect(new Connection(2, 1));
        places.connect(new Connection(2, 2));
        assertThat(places.connect(new Connection(3, 1))).isEmpty();

        assertThat(places.connect(new Connection(4, 1))).contains(new Connection(2, 1));
        assertThat(places.connect(new Connection(5, 1))).contains(new Connection(1, 1)); // all have one
        assertThat(places.all()).hasSize(4).doesNotContain(new Connection(2, 1), new Connection(1, 1));
    }

    @Test
    void whoHasGivenWayIsNoAssociationAnyMore() {
        Places<Connection, String> places = places(10, 10, 1);
        Connection slow = new Connection(1, 1);
        places.connect(slow);
        places.connect(new Connection(2, 1));

        assertThat(places.associate(slow)).isFalse();
        assertThat(places.associate(new Connection(2, 1))).isTrue();
    }

    @Test
    void associationsAreCountedApartFromConnections() {
        Places<Connection, String> places = places(2, 10, 100);
        for (int i = 1; i <= 50; i++) {
            places.connect(new Connection(i, 1));
        }

        assertThat(places.associate(new Connection(50, 1))).isTrue();
        assertThat(places.associate(new Connection(49, 1))).isTrue();
        assertThat(places.associate(new Connection(48, 1))).isFalse();
        places.leave(new Connection(50, 1));
        assertThat(places.associate(new Connection(48, 1))).isTrue();
    }

    @Test
    void whoIsRefusedLeavesItsPlaceToOthers() {
        Places<Connection, String> places = places(1, 10, 2);
        Connection refused = new Connection(1, 1);
        places.connect(refused);
        places.associate(refused);
        places.connect(new Connection(2, 1));
        places.connect(new Connection(3, 1));

        assertThat(places.refuse(refused)).contains(new Connection(2, 1));
        assertThat(places.associate(new Connection(3, 1))).isTrue();
        assertThat(places.associate(refused)).isFalse();
    }

    @Test
    void anAddressHasItsOwnLimits() {
        Places<Connection, String> places = places(10, 2, 100);
        for (int i = 0; i < 2 + Places.COURTESY; i++) {
            assertThat(places.admits(new Connection(1, i).from())).isTrue();
            places.connect(new Connection(1, i));
        }
        assertThat(places.admits(new Connection(1, 99).from())).isFalse();
        assertThat(places.admits(new Connection(2, 0).from())).isTrue();
        assertThat(places.associate(new Connection(1, 0))).isTrue();
        assertThat(places.associate(new Connection(1, 1))).isTrue();
        assertThat(places.associate(new Connection(1, 2))).isFalse();
        assertThat(places.admits(new Connection(1, 99).from())).isFalse();
        places.leave(new Connection(1, 0));
        places.leave(new Connection(1, 5));
        assertThat(places.admits(new Connection(1, 99).from())).isTrue();
    }
}
