package io.miniredis.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Asks the auth-service for nginx, whose {@code auth_request} can neither send the JSON that {@code /internal/exchange} wants nor read the
 * one that it answers: the key comes in {@code Authorization}, the token goes back in {@code X-Token}.
 */
final class TokenAdapter implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    TokenAdapter(Client client) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
        var serviceToken = client.serviceToken();
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, client, serviceToken));
        server.start();
    }

    private static void answer(HttpExchange exchange, Client client, String serviceToken) throws IOException {
        try (exchange) {
            var key = exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
            exchange.getResponseHeaders().set("X-Token", client.token(key, serviceToken));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
