package io.miniredis.bench;

import java.util.List;
import java.util.Map;

/** Create → first authenticated PING, through the gateway, against starting the bare engine until PONG. */
final class CreateBench {

    /** By then the JVMs have compiled what a creation runs through. */
    private static final int WARM_UP = 100;

    private final Stack stack;
    private final int rounds;

    CreateBench(Stack stack, int rounds) {
        this.stack = stack;
        this.rounds = rounds;
    }

    List<Figure> run() {
        var client = new Client(stack);
        for (var i = 0; i < WARM_UP; i++) createOnce(client, new Samples(), new Samples());
        var platform = new Samples();
        var api = new Samples();
        var bare = new Samples();
        for (var i = 0; i < rounds; i++) { // in turns, so that the machine's moods hit both
            startBare(bare);
            createOnce(client, platform, api);
        }
        return List.of(
                Figure.atMost("create → first PING, p50", "ms", platform.percentile(50), bare.percentile(50), 3),
                Figure.told("create → first PING, p99", "ms", platform.percentile(99), bare.percentile(99)),
                Figure.told("create → answer of the API, p50", "ms", api.percentile(50), bare.percentile(50)));
    }

    private static void startBare(Samples samples) {
        var begin = System.nanoTime();
        try (var engine = BareEngine.start().awaitPong()) {
            samples.addNanos(System.nanoTime() - begin);
        }
    }

    private static void createOnce(Client client, Samples first, Samples api) {
        var begin = System.nanoTime();
        var created = client.post("/databases", Map.of("name", "bench", "plan", "small"));
        api.addNanos(System.nanoTime() - begin);
        Ping.await(
                created.path("endpoint").path("port").asInt(),
                "default",
                created.path("password").asString());
        first.addNanos(System.nanoTime() - begin);
        Databases.delete(client, created.path("id").asString());
    }
}
