package io.github.swfsdk.interop;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Our scripts for dcmjs-dimse, run by Node; what they tell the tests stands in lines that begin with {@code "> "}. */
final class NodePeer {
    private static final String MARK = "> ";

    private NodePeer() {}

    /** Starts a script of the resources beside this class. */
    static PeerProcess start(String script, Object... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Peers.tool("node").toString(), resource(script).toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return PeerProcess.start(Peers.nodeFolder(), command);
    }

    /** What a script has told so far. */
    static List<String> told(PeerProcess process) {
        return process.output()
                .lines()
                .filter(line -> line.startsWith(MARK))
                .map(line -> line.substring(MARK.length()))
                .toList();
    }

    private static Path resource(String script) {
        try {
            return Path.of(NodePeer.class.getResource(script).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
