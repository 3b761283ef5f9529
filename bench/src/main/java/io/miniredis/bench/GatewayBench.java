package io.miniredis.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Authenticated {@code GET /databases} through the gateway, against the same call straight to the backend. */
final class GatewayBench {

    private static final int CONCURRENT = 16;
    private static final Duration LOAD = Duration.ofSeconds(8);
    private static final int SINGLE = 2000;

    private final Stack stack;

    GatewayBench(Stack stack) {
        this.stack = stack;
    }

    List<Figure> run() {
        var client = new Client(stack);
        var key = client.apiKey();
        var through = request(stack.url("api-gateway"), key);
        // a token lives a minute; each measurement straight to the backend gets a new one
        load(through);
        load(request(stack.url("backend"), client.token(key)));
        var straightRate = load(request(stack.url("backend"), client.token(key)));
        var throughRate = load(through);
        var straight = single(request(stack.url("backend"), client.token(key)));
        var viaGateway = single(through);
        var added = viaGateway.percentile(50) - straight.percentile(50);
        return List.of(
                Figure.atLeast(
                        "GET /databases through the gateway, " + CONCURRENT + " at a time",
                        "1/s",
                        throughRate,
                        straightRate,
                        0.5),
                Figure.limited("added by the gateway, p50, one at a time", "ms", added, 1),
                Figure.told(
                        "GET /databases through the gateway, p50",
                        "ms",
                        viaGateway.percentile(50),
                        straight.percentile(50)),
                Figure.told(
                        "GET /databases through the gateway, p99",
                        "ms",
                        viaGateway.percentile(99),
                        straight.percentile(99)));
    }

    private static HttpRequest request(URI service, String credential) {
        return HttpRequest.newBuilder(service.resolve("/api/v1/databases"))
                .header("Authorization", "Bearer " + credential)
                .build();
    }

    private static Samples single(HttpRequest request) {
        try (var http = client()) {
            for (var i = 0; i < SINGLE / 4; i++) send(http, request);
            var samples = new Samples();
            for (var i = 0; i < SINGLE; i++) {
                var begin = System.nanoTime();
                send(http, request);
                samples.addNanos(System.nanoTime() - begin);
            }
            return samples;
        }
    }

    /** Answers per second with {@link #CONCURRENT} clients that each wait for their answer. */
    private static double load(HttpRequest request) {
        try (var http = client();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var begin = System.nanoTime();
            var end = begin + LOAD.toNanos();
            Callable<Integer> one = () -> {
                var count = 0;
                for (; System.nanoTime() < end; count++) send(http, request);
                return count;
            };
            var all = 0;
            for (var done : threads.invokeAll(
                    IntStream.range(0, CONCURRENT).mapToObj(it -> one).toList())) all += done.get();
            return all / ((System.nanoTime() - begin) / 1e9);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        } catch (ExecutionException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private static void send(HttpClient http, HttpRequest request) {
        try {
            var status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 200) throw new IllegalStateException("status " + status);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        }
    }
}
