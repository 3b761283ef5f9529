package io.miniredis.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** The baseline of many: the same engines with the same files, started by nothing but a loop. */
final class BareCrowd {

    private static final Duration LOOK = Duration.ofMillis(1);

    private final Path nodes;
    private final List<Crowd.Member> members;

    BareCrowd(Path nodes, List<Crowd.Member> members) {
        this.nodes = nodes;
        this.members = members;
    }

    /** Starts them, {@code atOnce} at a time, each until it answers PING; returns how long all took, in seconds. */
    double start(int atOnce) {
        var next = new AtomicInteger();
        var begin = System.nanoTime();
        try (var starters = Executors.newFixedThreadPool(atOnce)) {
            var all = java.util.stream.IntStream.range(0, atOnce)
                    .<Future<?>>mapToObj(it -> starters.submit(() -> startNext(next)))
                    .toList();
            for (var one : all) one.get();
        } catch (ExecutionException exception) {
            throw new IllegalStateException(exception.getCause());
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private Void startNext(AtomicInteger next) throws IOException {
        for (var i = next.getAndIncrement(); i < members.size(); i = next.getAndIncrement()) {
            var member = members.get(i);
            var folder = nodes.resolve(member.nodeId());
            new ProcessBuilder(
                            System.getenv().getOrDefault("MINIREDIS_ENGINE", "redis-server"),
                            folder.resolve("redis.conf").toString())
                    .directory(folder.resolve("data").toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            while (!Crowd.answers(member)) ProcessCost.sleep(LOOK);
        }
        return null;
    }
}
