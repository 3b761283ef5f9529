package io.miniredis.bench;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Authenticated {@code GET /databases} through the gateway, against the same call straight to the backend, and against nginx that asks the
 * same auth-service; with exchanges that are remembered and with such that are not; and while others log in.
 */
final class GatewayBench {

    private static final int MANY = 16;
    private static final int ROUNDS = 2;

    /** Keys that are each used once in the time that an exchange is remembered. */
    private static final int KEYS = 400;

    private static final Duration REMEMBERED = Duration.ofMillis(4_200);
    private static final int LOGGING_IN = 4;

    private final Stack stack;
    private final Duration time;
    private final Client client;
    private final String key;
    private final List<String> keys = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();

    /** @param time of one measurement; there are about twenty */
    GatewayBench(Stack stack, Duration time) {
        this.stack = stack;
        this.time = time;
        client = new Client(stack);
        key = client.apiKey();
    }

    List<Figure> run() {
        try (var adapter = new TokenAdapter(client)) {
            var nginx = Nginx.start(stack.url("backend"), adapter.port());
            try {
                if (nginx.isEmpty()) System.err.println("no nginx on this machine: not measured against it");
                compare(
                        nginx.map(Nginx::asking).orElse(null),
                        nginx.map(Nginx::keeping).orElse(null));
            } finally {
                nginx.ifPresent(Nginx::close);
            }
        }
        logIns();
        return figures;
    }

    private void compare(@Nullable URI asking, @Nullable URI keeping) {
        var ways = new LinkedHashMap<String, URI>();
        ways.put("straight", stack.url("backend"));
        ways.put("gateway", stack.url("api-gateway"));
        if (asking != null) ways.put("nginx asking", asking);
        if (keeping != null) ways.put("nginx keeping", keeping);
        // once unmeasured, so that the JVMs have compiled what runs
        ways.forEach((way, url) -> Load.during(time, MANY, requests(way, url)));
        var one = inTurns(ways, 1);
        var many = inTurns(ways, MANY);
        var fresh = unremembered(1);
        var freshMany = unremembered(MANY);

        var straight = one.of("straight");
        var through = one.of("gateway");
        figures.add(Figure.atLeast(
                "GET /databases through the gateway, 16 at a time",
                "1/s",
                many.of("gateway").rate(),
                many.of("straight").rate(),
                0.5));
        figures.add(
                Figure.limited("added by the gateway, p50, one at a time", "ms", through.p50() - straight.p50(), 1));
        told("through the gateway, one at a time", "straight", through, straight);
        told("through the gateway, 16 at a time", "straight", many.of("gateway"), many.of("straight"));
        figures.add(Figure.told(
                "exchange not remembered against remembered, one at a time, p50", "ms", fresh.p50(), through.p50()));
        figures.add(Figure.told(
                "exchange not remembered against remembered, one at a time, p99", "ms", fresh.p99(), through.p99()));
        figures.add(Figure.told(
                "exchange not remembered against remembered, 16 at a time",
                "1/s",
                freshMany.rate(),
                many.of("gateway").rate()));
        if (keeping == null || asking == null) return;
        figures.add(Figure.atLeast(
                "gateway against nginx, both remember for 4 s, 16 at a time",
                "1/s",
                many.of("gateway").rate(),
                many.of("nginx keeping").rate(),
                0.5));
        told("gateway against nginx, both remember, one at a time", "nginx", through, one.of("nginx keeping"));
        told(
                "gateway against nginx, both remember, 16 at a time",
                "nginx",
                many.of("gateway"),
                many.of("nginx keeping"));
        figures.add(Figure.atLeast(
                "gateway against nginx, both ask every time, 16 at a time",
                "1/s",
                freshMany.rate(),
                many.of("nginx asking").rate(),
                0.5));
        told("gateway against nginx, both ask every time, one at a time", "nginx", fresh, one.of("nginx asking"));
    }

    private void told(String name, String baseline, Load measured, Load against) {
        figures.add(Figure.told(name + ", p50 (against " + baseline + ")", "ms", measured.p50(), against.p50()));
        figures.add(Figure.told(name + ", p99 (against " + baseline + ")", "ms", measured.p99(), against.p99()));
    }

    private record Turns(Map<String, Load> loads) {
        Load of(String way) {
            return Objects.requireNonNull(loads.get(way));
        }
    }

    /** Each way in turns, so that the machine's moods hit all of them. */
    private Turns inTurns(Map<String, URI> ways, int callers) {
        var loads = new LinkedHashMap<String, Load>();
        for (var round = 0; round < ROUNDS; round++) {
            ways.forEach((way, url) -> loads.merge(way, Load.during(time, callers, requests(way, url)), Load::and));
        }
        return new Turns(loads);
    }

    private Supplier<HttpRequest> requests(String way, URI url) {
        // a token lives a minute; each measurement straight to the backend gets a new one
        var request = databases(url, way.equals("straight") ? client.token(key) : key);
        return () -> request;
    }

    private static HttpRequest databases(URI service, String credential) {
        return HttpRequest.newBuilder(service.resolve("/api/v1/databases"))
                .header("Authorization", "Bearer " + credential)
                .build();
    }

    /** Every call with a key that the gateway does not remember. */
    private Load unremembered(int callers) {
        var requests = keys().stream()
                .map(it -> databases(stack.url("api-gateway"), it))
                .toList();
        Load all = null;
        for (var round = 0; round < ROUNDS; round++) {
            var next = new AtomicInteger();
            // the supplier is asked after goOn, by several at once: each call takes one place of its own
            var places = new AtomicInteger(KEYS);
            var load =
                    Load.run(callers, () -> requests.get(next.getAndIncrement()), () -> places.getAndDecrement() > 0);
            all = all == null ? load : all.and(load);
            LockSupport.parkNanos(REMEMBERED.toNanos());
        }
        return Objects.requireNonNull(all);
    }

    private List<String> keys() {
        if (keys.isEmpty())
            keys.addAll(IntStream.range(0, KEYS).mapToObj(it -> client.apiKey()).toList());
        return keys;
    }

    private void logIns() {
        var gateway = stack.url("api-gateway");
        var logIn = client.logIn();
        Load.during(time.dividedBy(2), 2, () -> logIn);
        var one = Load.during(time, 1, () -> logIn);
        var four = Load.during(time, LOGGING_IN, () -> logIn);
        var calm = Load.during(time, 1, requests("gateway", gateway));
        var end = System.nanoTime() + time.toNanos();
        var logging = Thread.ofVirtual().start(() -> Load.run(LOGGING_IN, () -> logIn, () -> System.nanoTime() < end));
        var busy = Load.during(time, 1, requests("gateway", gateway));
        join(logging);
        figures.add(Figure.told("log-ins, four at a time against one", "1/s", four.rate(), one.rate()));
        figures.add(Figure.told("log-in, p50, four at a time against one", "ms", four.p50(), one.p50()));
        figures.add(Figure.told("GET /databases while four log in, p50 (against calm)", "ms", busy.p50(), calm.p50()));
        figures.add(Figure.told("GET /databases while four log in, p99 (against calm)", "ms", busy.p99(), calm.p99()));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        }
    }
}
