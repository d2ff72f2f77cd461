package io.github.swfsdk.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.opentest4j.AssertionFailedError;

class PeersTest {

    @Test
    void skipsATestWhosePeerIsMissing() {
        assertThatThrownBy(() -> Peers.refuse(Peer.ORTHANC, "no Orthanc on the path", false))
                .isInstanceOf(MissingPeerException.class)
                .hasMessage("peer orthanc is missing: no Orthanc on the path");
    }

    @Test
    void failsATestWhosePeerIsMissingButRequired() {
        assertThatThrownBy(() -> Peers.refuse(Peer.DCMJS_DIMSE, "no node on the path", true))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessage("peer dcmjs-dimse is required: no node on the path");
    }

    @Test
    void namesWhatIsMissing() {
        assertThat(Peers.missingTool("no-such-program")).contains("no no-such-program on the path");
    }

    @Test
    void countsNeedsOrthancsAndTheTestsOfNeedsDcmtkes() {
        List<String> printed = run(
                selectMethod(NeedsOrthanc.class, "needsIt"),
                selectMethod(NeedsOrthanc.class, "needsNothing"),
                selectClass(NeedsDcmtk.class));
        assertThat(printed).containsExactly("3 peer tests skipped: dcmtk 2, orthanc 1");
    }

    @Test
    void saysNothingWhenNoTestWasSkipped() {
        assertThat(run(selectMethod(NeedsOrthanc.class, "needsNothing"))).isEmpty();
    }

    private static List<String> run(DiscoverySelector... selectors) {
        List<String> printed = new ArrayList<>();
        LauncherFactory.create(LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .build())
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectors)
                                .build(),
                        new SkippedPeerTests(printed::add));
        return printed;
    }

    /** Run by the tests above only: the build does not look into nested classes. */
    static final class NeedsOrthanc {
        @Test
        void needsIt() {
            Peers.refuse(Peer.ORTHANC, "not looked for", false);
        }

        @Test
        void needsNothing() {}
    }

    static final class NeedsDcmtk {
        @BeforeAll
        static void needsDcmtk() {
            Peers.refuse(Peer.DCMTK, "not looked for", false);
        }

        @Test
        void one() {}

        @Test
        void two() {}
    }
}
