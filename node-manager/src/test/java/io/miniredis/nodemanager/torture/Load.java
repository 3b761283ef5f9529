package io.miniredis.nodemanager.torture;

import io.miniredis.kit.node.DesiredState;
import io.miniredis.kit.node.EvictionPolicy;
import io.miniredis.kit.node.Persistence;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;

/** Several callers at once who each order whatever comes to their mind, until the node-manager is gone. */
final class Load {

    private static final int CALLERS = 6;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final Park park;
    private final NodeManagerChild manager;
    private final List<Thread> callers;
    private volatile @Nullable Throwable failure;
    private volatile boolean ending;

    Load(Park park, NodeManagerChild manager, Random random) {
        this.park = park;
        this.manager = manager;
        callers = IntStream.range(0, CALLERS)
                .mapToObj(it -> new Random(random.nextLong()))
                .map(own -> Thread.ofVirtual().start(() -> call(own)))
                .toList();
    }

    /** Kills the node-manager in the midst of it, after this long. */
    void killAfter(Duration time) throws InterruptedException {
        end(manager.hasEndedWithin(time));
    }

    /** Kills it this long after the next node has got its folder; the first moments of an engine are hardly met by chance. */
    void killAfterABirth(Duration age) throws IOException, InterruptedException {
        var before = park.folders();
        var deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (before.containsAll(park.folders()) && System.nanoTime() < deadline) Thread.onSpinWait();
        end(manager.hasEndedWithin(age));
    }

    private void end(boolean endedByItself) throws InterruptedException {
        ending = true;
        manager.kill();
        for (var caller : callers) {
            if (!caller.join(Duration.ofSeconds(60))) throw new AssertionError("a caller does not end");
        }
        if (failure != null) throw new AssertionError("an order ended unexpectedly", failure);
        if (endedByItself) throw new AssertionError("the node-manager ended by itself");
    }

    private void call(Random random) {
        try {
            while (!ending) act(random);
        } catch (ExecutionException killed) {
            // what the node-manager makes of the order is open
        } catch (Exception | AssertionError unexpected) {
            failure = unexpected;
        }
    }

    private void act(Random random) throws Exception {
        var what = random.nextInt(100);
        if (what < 12) {
            create(random);
            return;
        }
        var chosen = park.any(random);
        if (chosen.isEmpty()) return;
        var node = chosen.get();
        if (what < 20) {
            delete(node);
        } else if (what < 32) {
            killEngine(node);
        } else if (what < 50) {
            write(node);
        } else {
            change(node, random);
        }
    }

    private void create(Random random) throws Exception {
        var created = park.create(random);
        if (created.isEmpty()) return;
        var node = created.get();
        var hasty = random.nextInt(3) == 0;
        node.turn.writeLock().lock();
        try {
            var answer = manager.put(node.newest());
            while (hasty && !answer.isDone() && !killEngine(node)) Thread.onSpinWait();
            var it = park.await(answer);
            if (it.isAcknowledged()) {
                node.acknowledge(node.newest().generation());
            } else if ("PortPoolExhausted".equals(it.refusal())) {
                node.refuse();
            } else {
                throw new AssertionError("refused: " + it);
            }
        } finally {
            node.turn.writeLock().unlock();
        }
    }

    private void delete(TrackedNode node) throws Exception {
        if (!node.turn.writeLock().tryLock()) return;
        try {
            if (node.acknowledged() == 0 || node.isDeletionIssued()) return;
            node.issueDeletion();
            var it = park.await(manager.delete(node.id()));
            if (!it.isAcknowledged()) throw new AssertionError("refused: " + it);
            node.acknowledgeDeletion();
        } finally {
            node.turn.writeLock().unlock();
        }
    }

    private void change(TrackedNode node, Random random) throws Exception {
        if (!node.turn.readLock().tryLock()) return;
        try {
            if (node.acknowledged() == 0 || node.isDeletionIssued()) return;
            var spec = switch (random.nextInt(8)) {
                case 0 -> node.issue(Map.of("maxMemoryBytes", (16L + random.nextInt(48)) << 20));
                case 1 -> node.issue(Map.of("evictionPolicy", any(EvictionPolicy.values(), random)));
                case 2 -> node.issuePassword("password " + random.nextLong());
                case 3 -> node.issueRestart();
                case 4 -> node.issue(Map.of("desired", DesiredState.STOPPED));
                case 5 ->
                    node.losesNothing
                            ? node.issueRestart()
                            : node.issue(Map.of("persistence", any(Persistence.values(), random)));
                default -> node.issue(Map.of("desired", DesiredState.RUNNING));
            };
            var it = park.await(manager.put(spec));
            if (it.isAcknowledged()) {
                node.acknowledge(spec.generation());
            } else if (!"StaleGeneration".equals(it.refusal())) {
                throw new AssertionError("refused: " + it);
            }
        } finally {
            node.turn.readLock().unlock();
        }
    }

    private static <T> T any(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    private boolean killEngine(TrackedNode node) throws IOException {
        var pids = HostProcesses.in(park.nodeFolder(node.id()));
        pids.forEach(it -> HostProcesses.kill(it.pid()));
        if (!pids.isEmpty()) park.countEngineKill();
        return !pids.isEmpty();
    }

    /** Writes what must be there ever after; that it may not be possible at the moment is part of the game. */
    private void write(TrackedNode node) {
        var port = park.portOf(node.id());
        if (port == 0) return;
        var number = node.nextWrite();
        try (var tenant = Tenant.connect(port, node.password(node.acknowledged()))) {
            tenant.sadd("written by " + node.id(), Long.toString(number));
            node.acknowledgeWrite(number);
        } catch (JedisException notNow) {
            // not acknowledged, so it may be there or not
        }
    }
}
