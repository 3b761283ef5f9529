package io.miniredis.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What came of callers that each wait for their answer before they call again.
 *
 * @param rate answers a second, of all of them together
 * @param times how long each answer took
 */
record Load(double rate, Samples times) {

    /** A caller that meets more failures than these, and than one of a hundred, measures something else. */
    private static final int MOST_FAILED = 3;

    private static final int ONE_PERCENT = 100;

    /** Calls for a while. */
    static Load during(Duration time, int callers, Supplier<HttpRequest> requests) {
        var end = System.nanoTime() + time.toNanos();
        return run(callers, requests, () -> System.nanoTime() < end);
    }

    /** Calls while {@code goOn} says so, which is asked before each call. */
    static Load run(int callers, Supplier<HttpRequest> requests, BooleanSupplier goOn) {
        try (var http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var begin = System.nanoTime();
            Callable<Samples> caller = () -> call(http, requests, goOn);
            var all = new Samples();
            for (var done : threads.invokeAll(
                    IntStream.range(0, callers).mapToObj(it -> caller).toList())) all.addAll(done.get());
            return new Load(all.count() / ((System.nanoTime() - begin) / 1e9), all);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        } catch (ExecutionException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static Samples call(HttpClient http, Supplier<HttpRequest> requests, BooleanSupplier goOn) {
        var samples = new Samples();
        var failed = 0;
        while (goOn.getAsBoolean()) {
            var request = requests.get();
            var begin = System.nanoTime();
            if (send(http, request)) samples.addNanos(System.nanoTime() - begin);
            else failed++;
            if (failed > MOST_FAILED && failed > samples.count() / ONE_PERCENT)
                throw new IllegalStateException(request.uri() + " fails too often to be measured");
        }
        return samples;
    }

    /** Whether it was answered; said where not. */
    private static boolean send(HttpClient http, HttpRequest request) {
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) return true;
            System.err.println(request.uri() + " " + answer.statusCode() + " " + answer.body());
            return false;
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        }
    }

    /** Two measurements of the same thing, of the same length, as one. */
    Load and(Load other) {
        var all = new Samples();
        all.addAll(times);
        all.addAll(other.times);
        return new Load((rate + other.rate) / 2, all);
    }

    double p50() {
        return times.percentile(50);
    }

    double p99() {
        return times.percentile(99);
    }
}
