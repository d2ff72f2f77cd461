package io.github.swfsdk.dicom.internal.dimse;

import io.github.swfsdk.dicom.net.AssociationOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The places of a server: those of associations, and apart from them those of connections that are half open, because they have
 * not asked yet or were refused. Where the latter are all taken, whoever has waited longest gives way, among those of the network
 * address that has most: who asks as soon as it has connected gets its answer, however many others only connect.
 *
 * <p>Not thread-safe: under the lock of its server.
 *
 * @param <T> a connection
 * @param <A> the network address of its peer
 */
final class Places<T, A> {
    /** Connections of one address beyond its limit of associations that still get an A-ASSOCIATE-RJ instead of a closed door. */
    static final int COURTESY = 16;

    private final AssociationOptions options;
    private final Function<T, A> addressOf;
    private final Set<T> associations = new LinkedHashSet<>();
    private final Set<T> halfOpen = new LinkedHashSet<>(); // the longest first
    private final Map<A, Integer> associationsOf = new HashMap<>();
    private final Map<A, Integer> halfOpenOf = new HashMap<>();

    Places(AssociationOptions options, Function<T, A> addressOf) {
        this.options = options;
        this.addressOf = addressOf;
    }

    /** Whether one more connection of an address may come. */
    boolean admits(A address) {
        return count(associationsOf, address) + count(halfOpenOf, address)
                < options.maxAssociationsPerPeer() + COURTESY;
    }

    /** A connection has come; returns the one that has to go for it. */
    Optional<T> connect(T connection) {
        Optional<T> goes = halfOpen.size() < options.maxHalfOpen() ? Optional.empty() : Optional.of(removeOldest());
        put(connection, halfOpen, halfOpenOf);
        return goes;
    }

    /** Whether a connection may become an association; then it is one. */
    boolean associate(T connection) {
        boolean fits = associations.size() < options.maxAssociations()
                && count(associationsOf, addressOf.apply(connection)) < options.maxAssociationsPerPeer();
        if (!fits || !remove(connection, halfOpen, halfOpenOf)) {
            return false; // or has gone for another one
        }
        put(connection, associations, associationsOf);
        return true;
    }

    /** An association is refused after all; returns the connection that has to go for it. */
    Optional<T> refuse(T connection) {
        return remove(connection, associations, associationsOf) ? connect(connection) : Optional.empty();
    }

    /** A connection is closed. */
    void leave(T connection) {
        if (!remove(connection, associations, associationsOf)) {
            remove(connection, halfOpen, halfOpenOf);
        }
    }

    /** Everybody who is here. */
    List<T> all() {
        List<T> all = new ArrayList<>(associations);
        all.addAll(halfOpen);
        return all;
    }

    private T removeOldest() {
        int most = Collections.max(halfOpenOf.values());
        T oldest = halfOpen.stream()
                .filter(connection -> count(halfOpenOf, addressOf.apply(connection)) == most)
                .findFirst()
                .orElseThrow();
        remove(oldest, halfOpen, halfOpenOf);
        return oldest;
    }

    private void put(T connection, Set<T> places, Map<A, Integer> counts) {
        if (places.add(connection)) {
            counts.merge(addressOf.apply(connection), 1, Integer::sum);
        }
    }

    private boolean remove(T connection, Set<T> places, Map<A, Integer> counts) {
        boolean removed = places.remove(connection);
        if (removed) {
            counts.computeIfPresent(addressOf.apply(connection), (address, count) -> count == 1 ? null : count - 1);
        }
        return removed;
    }

    private int count(Map<A, Integer> counts, A address) {
        return counts.getOrDefault(address, 0);
    }
}
