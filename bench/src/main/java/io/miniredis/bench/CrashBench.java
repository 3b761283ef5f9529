package io.miniredis.bench;

import java.util.List;
import java.util.Map;

/** Killed engine → answers again, against killing and starting the bare engine by hand. */
final class CrashBench {

    private final Stack stack;
    private final int rounds;

    CrashBench(Stack stack, int rounds) {
        this.stack = stack;
        this.rounds = rounds;
    }

    List<Figure> run() {
        var client = new Client(stack);
        var platform = new Samples();
        var bare = new Samples();
        // a database of its own for each kill: a second crash in a row is held back on purpose
        for (var i = 0; i < rounds; i++) {
            killBare(bare);
            killOurs(client, platform);
        }
        return List.of(
                Figure.atMost(
                        "killed engine → answers again, p50", "ms", platform.percentile(50), bare.percentile(50), 1.5),
                Figure.told("killed engine → answers again, p99", "ms", platform.percentile(99), bare.percentile(99)));
    }

    private static void killBare(Samples samples) {
        try (var engine = BareEngine.start().awaitPong()) {
            var before = Ping.runId(engine.port(), "default", BareEngine.PASSWORD);
            var begin = System.nanoTime();
            engine.killAndStartAgain();
            Ping.awaitOther(engine.port(), "default", BareEngine.PASSWORD, before);
            samples.addNanos(System.nanoTime() - begin);
        }
    }

    private void killOurs(Client client, Samples samples) {
        var database = client.post("/databases", Map.of("name", "bench", "plan", "small"));
        var port = database.path("endpoint").path("port").asInt();
        var password = database.path("password").asString();
        var engine = stack.engineOn(port);
        var before = Ping.runId(port, "default", password);
        var begin = System.nanoTime();
        engine.destroyForcibly();
        Ping.awaitOther(port, "default", password, before);
        samples.addNanos(System.nanoTime() - begin);
        Databases.delete(client, database.path("id").asString());
    }
}
