package io.miniredis.nodemanager.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.kit.node.DesiredState;
import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.node.NodeStatus;
import io.miniredis.kit.node.Persistence;
import io.miniredis.nodemanager.node.HostForTests;
import io.miniredis.nodemanager.node.SpecsForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** One host, its node-manager of the moment, and all that is done to both. */
final class Torture implements AutoCloseable {

    private static final int PORTS = 18;
    /** With the untouched ones, so that the pool runs out now and then. */
    private static final int PLAYTHINGS = 16;

    private static final Duration SETTLING = Duration.ofSeconds(60);

    private final Random random;
    private final HostForTests host;
    private final Park park;
    private final Invariants invariants;
    private final Path log;
    private final List<UntouchedEngine> untouched = new ArrayList<>();
    private final long began = System.nanoTime();
    private NodeManagerChild manager;
    private int kills;
    private int adopted;

    Torture(long seed) throws Exception {
        random = new Random(seed);
        // other ports than the other tests use, which may run on this machine at the same time
        host = new HostForTests(PORTS, 11_000, 19_000);
        park = new Park(host, PLAYTHINGS);
        invariants = new Invariants(host, park);
        log = Files.createDirectories(Path.of("target", "torture")).resolve("node-manager-" + seed + ".log");
        manager = start();
        manager.awaitStarted();
        for (var persistence : List.of(Persistence.AOF_ALWAYS, Persistence.AOF, Persistence.SNAPSHOT)) {
            var spec = TrackedNode.with(
                    SpecsForTests.spec("nd_untouched%d".formatted(untouched.size())),
                    Map.of("persistence", persistence));
            var born = manager.put(spec).get(60, TimeUnit.SECONDS).nodes().getFirst();
            untouched.add(new UntouchedEngine(awaitReady(born), HostForTests.PASSWORD));
        }
    }

    private NodeManagerChild start() throws IOException {
        // with no patience an order is acknowledged as soon as it is on disk, with much of it when it is carried out
        var patience = random.nextBoolean() ? Duration.ZERO : Duration.ofMillis(random.nextInt(2_000));
        return NodeManagerChild.start(host, patience, log);
    }

    private NodeStatus awaitReady(NodeStatus born) {
        return Awaitility.await()
                .atMost(SETTLING)
                .until(
                        () -> manager.list().stream()
                                .filter(it -> it.nodeId().equals(born.nodeId()))
                                .findFirst()
                                .orElseThrow(),
                        it -> it.state() == NodeState.READY);
    }

    /** Load, death, and a look at what came back; sometimes it dies again while it is coming back. */
    void round() throws Exception {
        var load = new Load(park, manager, random);
        if (random.nextInt(3) == 0) {
            load.killAfterABirth(Duration.ofNanos(random.nextInt(15_000_000)));
        } else {
            load.killAfter(Duration.ofMillis(random.nextInt(1_500)));
        }
        kills++;
        while (random.nextInt(4) == 0) {
            manager = start();
            if (manager.hasEndedWithin(Duration.ofMillis(random.nextInt(1_200))))
                throw new AssertionError("the node-manager does not start; see " + log.toAbsolutePath());
            manager.kill();
            kills++;
        }
        var before = HostProcesses.engines(host.folder).values().stream()
                .flatMap(List::stream)
                .collect(Collectors.toSet());
        manager = start();
        manager.awaitStarted();
        var after = awaitSettled();
        adopted += (int)
                after.values().stream().filter(it -> before.contains(it.pid())).count();
        untouched.forEach(it -> it.check(known(after, it.id())));
        assertThat(invariants.violatedForTenants()).isEmpty();
        park.settle(invariants.onDisk());
    }

    private static NodeStatus known(Map<String, NodeStatus> all, String nodeId) {
        assertThat(all).containsKey(nodeId);
        return Objects.requireNonNull(all.get(nodeId));
    }

    private Map<String, NodeStatus> awaitSettled() throws Exception {
        Awaitility.await("invariants; see " + log.toAbsolutePath())
                .atMost(SETTLING)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(
                        () -> assertThat(invariants.violatedIn(manager.list())).isEmpty());
        return manager.list().stream().collect(Collectors.toMap(NodeStatus::nodeId, it -> it));
    }

    /** No port has leaked when exactly those can be given that no node has, and again when they were given back. */
    void fillThePool() throws Exception {
        for (var node : park.nodes()) delete(node.id());
        for (var once : fill()) delete(once);
        fill();
        for (var it : untouched) it.checkAtTheEnd();
    }

    private List<String> fill() throws Exception {
        var free = PORTS - manager.list().size();
        var filled = new ArrayList<String>();
        for (var number = 0; number <= free; number++) {
            var id = "nd_fill%08d".formatted(number);
            var stopped = TrackedNode.with(SpecsForTests.spec(id), Map.of("desired", DesiredState.STOPPED));
            assertThat(manager.put(stopped).get(60, TimeUnit.SECONDS).refusal())
                    .as("port %d of %d", number, free)
                    .isEqualTo(number < free ? null : "PortPoolExhausted");
            if (number < free) filled.add(id);
        }
        return filled;
    }

    private void delete(String nodeId) throws Exception {
        manager.delete(nodeId).get(60, TimeUnit.SECONDS);
        Awaitility.await("the end of " + nodeId)
                .atMost(SETTLING)
                .until(() -> manager.list().stream().noneMatch(it -> it.nodeId().equals(nodeId)));
    }

    String summary(int rounds) {
        return "torture: %d rounds, %d orders issued, %d acknowledged, node-manager killed %d times, engines %d times, %d engines adopted, %d s"
                .formatted(
                        rounds,
                        park.issued(),
                        park.acknowledged(),
                        kills,
                        park.engineKills(),
                        adopted,
                        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
    }

    @Override
    public void close() throws Exception {
        manager.close();
        for (var it : untouched) it.close();
        host.close();
    }
}
