package io.miniredis.e2e;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Stands where an OpenTelemetry collector would: takes spans over OTLP, and keeps what came in a file where secrets are looked for. */
final class Collector implements AutoCloseable {

    /** @param parent the id of the span above; empty for the first of a trace */
    record Span(String service, String trace, String id, String parent, String name, Map<String, String> attributes) {}

    private final HttpServer server;
    private final Path file;
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    private Collector(HttpServer server, Path file) {
        this.server = server;
        this.file = file;
    }

    static Collector start(Path file) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var collector = new Collector(server, file);
        server.createContext("/v1/traces", exchange -> {
            try (exchange) {
                collector.take(exchange.getRequestBody().readAllBytes());
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
        return collector;
    }

    URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    List<Span> trace(String id) {
        return spans.stream().filter(it -> it.trace().equals(id)).toList();
    }

    List<Span> all() {
        return List.copyOf(spans);
    }

    private void take(byte[] request) {
        try {
            Files.write(file, request, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
        // the numbers are those of opentelemetry/proto/trace/v1/trace.proto
        for (var resource : Protobuf.of(request).messages(1)) {
            var service = attributes(resource.messages(1).getFirst(), 1).get("service.name");
            for (var scope : resource.messages(2))
                for (var span : scope.messages(2))
                    spans.add(new Span(
                            service, span.hex(1), span.hex(2), span.hex(4), span.text(5), attributes(span, 9)));
        }
    }

    private static Map<String, String> attributes(Protobuf message, int field) {
        return message.messages(field).stream()
                .collect(Collectors.toMap(
                        it -> it.text(1), it -> value(it.messages(2).getFirst())));
    }

    private static String value(Protobuf value) {
        return value.fields().containsKey(1) ? value.text(1) : String.valueOf(value.number(3));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
