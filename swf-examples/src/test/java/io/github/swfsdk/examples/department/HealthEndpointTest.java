package io.github.swfsdk.examples.department;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class HealthEndpointTest {
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    @Test
    void tellsThatAllIsWell() throws Exception {
        try (HealthEndpoint endpoint = start(() -> 3)) {
            HttpResponse<String> answer = send(endpoint, "GET", "/health");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(answer.body())
                    .isEqualTo("{\"status\":\"ok\",\"dicom\":104,\"hl7\":2575,\"uptimeSeconds\":0,\"outbox\":3}");
        }
    }

    @Test
    void tellsThatTheDatabaseDoesNotAnswer() throws Exception {
        LongSupplier failing = () -> {
            throw new IllegalStateException("closed");
        };
        try (HealthEndpoint endpoint = start(failing)) {
            assertThat(send(endpoint, "GET", "/health").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void knowsNoOtherPathAndNoOtherMethod() throws Exception {
        try (HealthEndpoint endpoint = start(() -> 0)) {
            assertThat(send(endpoint, "GET", "/").statusCode()).isEqualTo(404);
            assertThat(send(endpoint, "GET", "/health/more").statusCode()).isEqualTo(404);
            HttpResponse<String> answer = send(endpoint, "POST", "/health");
            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).contains("GET");
        }
    }

    private static HealthEndpoint start(LongSupplier outbox) throws IOException {
        return HealthEndpoint.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 104, 2575, outbox, CLOCK);
    }

    private static HttpResponse<String> send(HealthEndpoint endpoint, String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + endpoint.port() + path))
                .method(method, BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(20))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
