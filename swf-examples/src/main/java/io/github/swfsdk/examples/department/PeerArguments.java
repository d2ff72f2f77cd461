package io.github.swfsdk.examples.department;

import io.github.swfsdk.dicom.net.AssociationOptions;
import io.github.swfsdk.dicom.net.Network;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options that say which DICOM peers may come, and how much they may take. */
final class PeerArguments {
    @Option(
            names = "--accept-calling",
            split = ",",
            paramLabel = "AE",
            description = "calling AE titles that may associate; by default any")
    private List<String> calling = new ArrayList<>();

    @Option(
            names = "--accept-from",
            split = ",",
            paramLabel = "NETWORK",
            description = "networks that peers may associate from, such as 10.1.0.0/16; by default any")
    private List<Network> networks = new ArrayList<>();

    @Option(names = "--max-associations", paramLabel = "N", description = "associations at a time")
    private int maxAssociations = AssociationOptions.defaults().maxAssociations();

    @Option(
            names = "--max-associations-per-peer",
            paramLabel = "N",
            description = "associations at a time with one network address")
    private int maxAssociationsPerPeer = AssociationOptions.defaults().maxAssociationsPerPeer();

    @Option(names = "--max-pdu", paramLabel = "BYTES", description = "longest P-DATA-TF that is received and sent")
    private int maxPdu = AssociationOptions.defaults().maxPduLength();

    /**
     * Adds them to what is set up.
     *
     * @throws IllegalArgumentException if a number is out of its range
     */
    void applyTo(DepartmentOptions.Builder options) {
        options.acceptCalling(calling)
                .acceptFrom(networks)
                .associations(AssociationOptions.builder()
                        .maxAssociations(maxAssociations)
                        .maxAssociationsPerPeer(maxAssociationsPerPeer)
                        .maxPduLength(maxPdu)
                        .build());
    }
}
