package io.miniredis.helm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** As much of a cluster as a chart's {@code lookup} asks for: the Secrets of a namespace. Helm finds it by KUBECONFIG. */
final class Cluster {

    private static final String RESOURCES = """
            {"kind": "APIResourceList", "groupVersion": "v1", "resources":
              [{"name": "secrets", "singularName": "secret", "namespaced": true, "kind": "Secret", "verbs": ["get", "list"]}]}""";
    private static final String NOT_FOUND = """
            {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "NotFound", "code": 404}""";

    private static @Nullable Cluster running;

    private final Map<String, String> objects = new ConcurrentHashMap<>();

    private Cluster() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::answer);
            server.start();
            var address = "http://127.0.0.1:" + server.getAddress().getPort();
            var kubeconfig = Path.of(System.getenv("KUBECONFIG"));
            Files.createDirectories(kubeconfig.getParent());
            Files.writeString(kubeconfig, """
                    apiVersion: v1
                    kind: Config
                    clusters: [{name: test, cluster: {server: "%s"}}]
                    users: [{name: test, user: {}}]
                    contexts: [{name: test, context: {cluster: test, user: test}}]
                    current-context: test
                    """.formatted(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one that this JVM's Helm asks. */
    static synchronized Cluster running() {
        if (running == null) running = new Cluster();
        return running;
    }

    void clear() {
        objects.clear();
    }

    void put(JsonNode secret) {
        objects.put(
                "/api/v1/namespaces/%s/secrets/%s"
                        .formatted(
                                secret.at("/metadata/namespace").stringValue(),
                                secret.at("/metadata/name").stringValue()),
                secret.toString());
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var found = path.equals("/api/v1") ? RESOURCES : objects.get(path);
        var body = (found == null ? NOT_FOUND : found).getBytes();
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(found == null ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
