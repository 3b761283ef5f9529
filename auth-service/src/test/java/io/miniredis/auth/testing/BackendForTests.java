package io.miniredis.auth.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** Answers the one call that this service makes to the backend, over HTTP; 204 unless a test says otherwise. */
public final class BackendForTests {

    /** Never answers. */
    public static final int SILENT = 0;

    private final HttpServer server;
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final Map<String, String> authorizations = new ConcurrentHashMap<>();

    public BackendForTests() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/organizations/", exchange -> {
            var organizationId = exchange.getRequestURI().getPath().split("/")[3];
            authorizations.put(organizationId, exchange.getRequestHeaders().getFirst("Authorization"));
            var status = statuses.getOrDefault(organizationId, 204);
            if (status == SILENT) return;
            exchange.sendResponseHeaders(exchange.getRequestMethod().equals("POST") ? status : 405, -1);
            exchange.close();
        });
        server.start();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** What the freezing of an organization is answered with. */
    public void answer(String organizationId, int status) {
        statuses.put(organizationId, status);
    }

    /** The token that the freezing of an organization came with. */
    public String tokenFor(String organizationId) {
        return Objects.requireNonNull(authorizations.get(organizationId)).replace("Bearer ", "");
    }

    public boolean wasAsked(String organizationId) {
        return authorizations.containsKey(organizationId);
    }

    public void stop() {
        server.stop(0);
    }
}
