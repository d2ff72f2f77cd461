package io.github.swfsdk.examples.department;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a load balancer or an operator how the department is: {@code GET /health} answers 200 with a small JSON object, or 503
 * if the database does not answer; every other path is 404, every other method 405.
 *
 * <pre>{"status":"ok","dicom":11112,"hl7":2575,"uptimeSeconds":12,"outbox":0}</pre>
 *
 * {@code outbox} is the number of reports and messages that are owed to other systems and not delivered yet.
 */
final class HealthEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HealthEndpoint.class);
    private static final int THREADS = 2;
    private static final int BACKLOG = 64;

    static {
        // read once by the server's class: answer without delay, and let no slow client hold a thread
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "10");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, HealthEndpoint::thread);
    private final int dicomPort;
    private final int hl7Port;
    private final LongSupplier outbox;
    private final Clock clock;
    private final Instant started;

    private HealthEndpoint(HttpServer server, int dicomPort, int hl7Port, LongSupplier outbox, Clock clock) {
        this.server = server;
        this.dicomPort = dicomPort;
        this.hl7Port = hl7Port;
        this.outbox = outbox;
        this.clock = clock;
        this.started = clock.instant();
    }

    static HealthEndpoint start(InetSocketAddress address, int dicomPort, int hl7Port, LongSupplier outbox, Clock clock)
            throws IOException {
        HealthEndpoint endpoint =
                new HealthEndpoint(HttpServer.create(address, BACKLOG), dicomPort, hl7Port, outbox, clock);
        endpoint.server.setExecutor(endpoint.threads);
        endpoint.server.createContext("/", endpoint::answer);
        endpoint.server.start();
        return endpoint;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals("/health")) {
                respond(exchange, 404, "{\"error\":\"not found\"}");
            } else if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                respond(exchange, 405, "{\"error\":\"method not allowed\"}");
            } else {
                respondHealth(exchange);
            }
        }
    }

    private void respondHealth(HttpExchange exchange) throws IOException {
        long owed;
        try {
            owed = outbox.getAsLong();
        } catch (RuntimeException e) {
            LOG.warn("the database does not answer", e);
            respond(exchange, 503, "{\"status\":\"failing\"}");
            return;
        }
        long uptime = Duration.between(started, clock.instant()).toSeconds();
        respond(
                exchange,
                200,
                "{\"status\":\"ok\",\"dicom\":" + dicomPort + ",\"hl7\":" + hl7Port + ",\"uptimeSeconds\":" + uptime
                        + ",\"outbox\":" + owed + "}");
    }

    private static void respond(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "swf-health");
        thread.setDaemon(true);
        return thread;
    }
}
