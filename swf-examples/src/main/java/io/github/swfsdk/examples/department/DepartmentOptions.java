package io.github.swfsdk.examples.department;

import io.github.swfsdk.dicom.net.AeTitle;
import io.github.swfsdk.dicom.net.AssociationOptions;
import io.github.swfsdk.dicom.net.Network;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.net.TlsOptions;
import io.github.swfsdk.dicom.service.WorklistProfiles;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a {@link Department} is set up. Immutable. */
public final class DepartmentOptions {
    private final Builder values;

    private DepartmentOptions(Builder values) {
        this.values = values;
    }

    /** Starts with the defaults, each given at its setter. */
    public static Builder in(Path data) {
        return new Builder(data);
    }

    Path data() {
        return values.data;
    }

    String aeTitle() {
        return values.aeTitle;
    }

    InetAddress bind() {
        return values.bind;
    }

    int dicomPort() {
        return values.dicomPort;
    }

    int hl7Port() {
        return values.hl7Port;
    }

    int httpPort() {
        return values.httpPort;
    }

    StorageKind storage() {
        return values.storage;
    }

    Optional<String> databaseUrl() {
        return Optional.ofNullable(values.databaseUrl);
    }

    Optional<Path> worklist() {
        return Optional.ofNullable(values.worklist);
    }

    Optional<WorklistProfiles> worklistProfiles() {
        return Optional.ofNullable(values.worklistProfiles);
    }

    IncompleteOrders incompleteOrders() {
        return values.incompleteOrders;
    }

    List<RemoteAe> peers() {
        return List.copyOf(values.peers);
    }

    List<String> forwardTo() {
        return List.copyOf(values.forwardTo);
    }

    Optional<Duration> stepLimit() {
        return Optional.ofNullable(values.stepLimit);
    }

    AssociationOptions associations() {
        return values.associations;
    }

    List<Network> acceptedNetworks() {
        return List.copyOf(values.acceptedNetworks);
    }

    Set<String> acceptedCalling() {
        return Set.copyOf(values.acceptedCalling);
    }

    Optional<TlsOptions> tls() {
        return Optional.ofNullable(values.tls);
    }

    boolean calledAeChecked() {
        return values.calledAeChecked;
    }

    /** Collects options. For one thread. */
    public static final class Builder {
        private final Path data;
        private final List<RemoteAe> peers = new ArrayList<>();
        private final Set<String> acceptedCalling = new LinkedHashSet<>();
        private final List<Network> acceptedNetworks = new ArrayList<>();
        private AssociationOptions associations = AssociationOptions.defaults();
        private String aeTitle = "SWF";
        private InetAddress bind = InetAddress.getLoopbackAddress();
        private int dicomPort;
        private int hl7Port;
        private int httpPort;
        private StorageKind storage = StorageKind.FILE;
        private final List<String> forwardTo = new ArrayList<>();
        private @Nullable Duration stepLimit;
        private boolean calledAeChecked;
        private @Nullable String databaseUrl;
        private @Nullable Path worklist;
        private @Nullable WorklistProfiles worklistProfiles;
        private IncompleteOrders incompleteOrders = IncompleteOrders.REPORT;
        private @Nullable TlsOptions tls;

        private Builder(Path data) {
            this.data = Objects.requireNonNull(data, "data");
        }

        /** AE title of the department. Default SWF. */
        public Builder aeTitle(String title) {
            aeTitle = AeTitle.check(title);
            return this;
        }

        /** The local address to listen on. Default loopback. */
        public Builder bind(InetAddress address) {
            bind = Objects.requireNonNull(address, "address");
            return this;
        }

        /** Where to listen; 0, the default of each, is any free port. */
        public Builder ports(int dicom, int hl7, int http) {
            dicomPort = port("dicom", dicom);
            hl7Port = port("hl7", hl7);
            httpPort = port("http", http);
            return this;
        }

        /** Where the content of instances is kept. Default {@link StorageKind#FILE}. */
        public Builder storage(StorageKind kind) {
            storage = Objects.requireNonNull(kind, "kind");
            return this;
        }

        /** The database of orders and performed steps, a JDBC URL. Default an embedded one in the data folder. */
        public Builder databaseUrl(String url) {
            databaseUrl = Objects.requireNonNull(url, "url");
            return this;
        }

        /** A folder of worklist files to be offered beside the orders. Default none. */
        public Builder worklist(Path folder) {
            worklist = Objects.requireNonNull(folder, "folder");
            return this;
        }

        /** How the worklist queries of single devices are answered. Default all alike. */
        public Builder worklistProfiles(WorklistProfiles profiles) {
            worklistProfiles = Objects.requireNonNull(profiles, "profiles");
            return this;
        }

        /**
         * What becomes of an order with a step that lacks what a modality needs. Default {@link IncompleteOrders#REPORT}: the
         * patient is examined all the same.
         */
        public Builder incompleteOrders(IncompleteOrders treatment) {
            incompleteOrders = Objects.requireNonNull(treatment, "treatment");
            return this;
        }

        /** Adds peers that the department may call by their AE titles. Default none. */
        public Builder peers(Collection<RemoteAe> known) {
            peers.addAll(known);
            return this;
        }

        /** Forwards every performed step, unchanged, to these AE titles, each of them a peer. Default none. */
        public Builder forwardPerformedStepsTo(Collection<String> titles) {
            titles.forEach(title -> forwardTo.add(AeTitle.check(title)));
            return this;
        }

        /** Discontinues performed steps that are in progress for longer. Default none: a step may take for ever. */
        public Builder stepLimit(Duration limit) {
            if (limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("the step limit must be positive, but was " + limit);
            }
            stepLimit = limit;
            return this;
        }

        /** Accepts associations of these calling AE titles only. Default any. */
        public Builder acceptCalling(Collection<String> titles) {
            titles.forEach(title -> acceptedCalling.add(AeTitle.check(title)));
            return this;
        }

        /** Accepts associations from these networks only. Default any. */
        public Builder acceptFrom(Collection<Network> networks) {
            acceptedNetworks.addAll(networks);
            return this;
        }

        /** Limits and deadlines of associations, with peers that come and that are called. */
        public Builder associations(AssociationOptions limits) {
            associations = Objects.requireNonNull(limits, "limits");
            return this;
        }

        /**
         * Whether a peer has to call the department by its AE title. Default false: many sites leave a default title in
         * their devices, and the port names the department well enough.
         */
        public Builder checkCalledAe(boolean checked) {
            calledAeChecked = checked;
            return this;
        }

        /** Speaks TLS on the DICOM port and with peers that are called. Default plain. */
        public Builder tls(TlsOptions secured) {
            tls = Objects.requireNonNull(secured, "secured");
            return this;
        }

        /** Returns the options. */
        public DepartmentOptions build() {
            for (String title : forwardTo) {
                if (peers.stream().noneMatch(peer -> peer.aeTitle().equals(title))) {
                    throw new IllegalArgumentException(
                            "performed steps are forwarded to a peer, but " + title + " is none");
                }
            }
            return new DepartmentOptions(this);
        }

        private static int port(String name, int number) {
            if (number < 0 || number > 0xFFFF) {
                throw new IllegalArgumentException("the " + name + " port must be 0 to 65535, but was " + number);
            }
            return number;
        }
    }
}
