package io.github.swfsdk.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.dicom.net.RemoteAe;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Orthanc as an archive of its own for one test class, with everything it keeps in one folder. */
final class Orthanc implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Pattern ID = Pattern.compile("\"ID\"\\s*:\\s*\"([0-9a-f-]+)\"");

    /** Where Debian's package has it. */
    private static final String WORKLIST_PLUGIN = "/usr/share/orthanc/plugins/libModalityWorklists.so";

    private final PeerProcess process;
    private final int dicomPort;
    private final int httpPort;
    private final HttpClient http = HttpClient.newHttpClient();

    private Orthanc(PeerProcess process, int dicomPort, int httpPort) {
        this.process = process;
        this.dicomPort = dicomPort;
        this.httpPort = httpPort;
    }

    /** Starts an Orthanc that knows no other application. */
    static Orthanc start(Path folder) throws IOException {
        return start(folder, Peers.freePort(), List.of());
    }

    /** Starts an Orthanc that may call other applications, by their AE titles in small letters. */
    static Orthanc start(Path folder, int dicomPort, List<RemoteAe> known) throws IOException {
        return start(folder, dicomPort, known, "");
    }

    /** Starts an Orthanc that serves a folder of worklist files as well; over TLS, if keys are given. */
    static Orthanc withWorklist(
            Path folder, int dicomPort, List<RemoteAe> known, Path worklists, @Nullable PeerKeys own, PeerKeys other)
            throws IOException {
        String more = """
                ,
                  "Plugins": ["%s"],
                  "Worklists": {"Enable": true, "Database": "%s"}
                """.formatted(WORKLIST_PLUGIN, worklists);
        if (own != null) {
            more += """
                    ,
                      "DicomTlsEnabled": true,
                      "DicomTlsCertificate": "%s",
                      "DicomTlsPrivateKey": "%s",
                      "DicomTlsTrustedCertificates": "%s",
                      "DicomTlsRemoteCertificateRequired": true
                    """.formatted(own.certificate(), own.key(), other.certificate());
        }
        return start(folder, dicomPort, known, more);
    }

    private static Orthanc start(Path folder, int dicomPort, List<RemoteAe> known, String more) throws IOException {
        int httpPort = Peers.freePort();
        boolean tls = more.contains("DicomTlsEnabled");
        String modalities = known.stream()
                .map(ae -> "\"%s\": {\"AET\": \"%s\", \"Host\": \"%s\", \"Port\": %d, \"UseDicomTls\": %s}"
                        .formatted(ae.aeTitle().toLowerCase(Locale.ROOT), ae.aeTitle(), ae.host(), ae.port(), tls))
                .collect(Collectors.joining(", "));
        Path configuration = Files.writeString(folder.resolve("orthanc.json"), """
                {
                  "StorageDirectory": "%s",
                  "IndexDirectory": "%s",
                  "DicomAet": "ORTHANC",
                  "DicomPort": %d,
                  "HttpPort": %d,
                  "RemoteAccessAllowed": false,
                  "AuthenticationEnabled": false,
                  "KeepAlive": false,
                  "UnknownSopClassAccepted": true,
                  "DicomModalities": {%s}%s
                }
                """.formatted(
                        folder.resolve("data"), folder.resolve("data"), dicomPort, httpPort, modalities, more));
        PeerProcess process =
                PeerProcess.start(folder, List.of(Peers.tool("Orthanc").toString(), configuration.toString()));
        process.awaitPort(httpPort, DEADLINE).awaitPort(dicomPort, DEADLINE);
        return new Orthanc(process, dicomPort, httpPort);
    }

    RemoteAe address() {
        return new RemoteAe("ORTHANC", "localhost", dicomPort);
    }

    /** Fetches the file of an instance. */
    byte[] file(Uid sopInstanceUid) throws IOException, InterruptedException {
        String id = id(post("/tools/lookup", sopInstanceUid.value()));
        return answer(request("/instances/" + id + "/file").build(), BodyHandlers.ofByteArray());
    }

    /** Hands a file over, and returns the name that Orthanc gives to the instance. */
    String add(byte[] file) throws IOException, InterruptedException {
        HttpRequest request =
                request("/instances").POST(BodyPublishers.ofByteArray(file)).build();
        return id(answer(request, BodyHandlers.ofString()));
    }

    /** Has it ask another application for commitment; returns the path of its transaction. */
    String askForCommitment(String application, InstanceReference... instances)
            throws IOException, InterruptedException {
        String list = Stream.of(instances)
                .map(instance -> "[\"%s\",\"%s\"]".formatted(instance.sopClassUid(), instance.sopInstanceUid()))
                .collect(Collectors.joining(","));
        String answer =
                post("/modalities/" + application + "/storage-commitment", "{\"DicomInstances\":[" + list + "]}");
        return "/storage-commitment/" + answer.replaceAll("(?s).*\"ID\" : \"([0-9.]+)\".*", "$1");
    }

    /** Has something done. */
    String post(String path, String body) throws IOException, InterruptedException {
        return answer(request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    /** Asks for something. */
    String get(String path) throws IOException, InterruptedException {
        return answer(request(path).build(), BodyHandlers.ofString());
    }

    /** The identifier in an answer. */
    static String id(String answer) {
        Matcher id = ID.matcher(answer);
        assertThat(id.find()).as(answer).isTrue();
        return id.group(1);
    }

    @Override
    public void close() {
        process.close();
    }

    private <T> T answer(HttpRequest request, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        HttpResponse<T> answer = http.send(request, body);
        assertThat(answer.statusCode()).as(request + " in " + process.output()).isEqualTo(200);
        return answer.body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + httpPort + path))
                .timeout(DEADLINE);
    }
}
