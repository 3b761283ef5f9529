package io.miniredis.nodemanager.durability;

import static io.miniredis.kit.node.Persistence.AOF;
import static io.miniredis.kit.node.Persistence.AOF_ALWAYS;
import static io.miniredis.kit.node.Persistence.NONE;
import static io.miniredis.kit.node.Persistence.SNAPSHOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.kit.node.NodeSpec;
import io.miniredis.kit.node.Persistence;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Switches the persistence of a node that is written to, and kills the engine or the node-manager at any instant around it. */
@Tag("durability")
class SwitchDurabilityTests {

    /** A walk that makes every ordered pair once and ends where it began. */
    private static final List<Persistence> WALK = List.of(
            NONE, SNAPSHOT, NONE, AOF, NONE, AOF_ALWAYS, SNAPSHOT, AOF, SNAPSHOT, AOF_ALWAYS, AOF, AOF_ALWAYS, NONE);

    private record Pair(Persistence from, Persistence to) {}

    private static List<Pair> pairs() {
        return Stream.of(Persistence.values())
                .flatMap(from -> Arrays.stream(Persistence.values())
                        .filter(to -> to != from)
                        .map(to -> new Pair(from, to)))
                .toList();
    }

    @Test
    void switchWhenWrittenToRestartsNothing() throws Exception {
        try (var node = new DurableNode(WALK.getFirst())) {
            var before = node.awaitReady();
            var runId = runId(node);
            try (var writer = AcknowledgedWriter.start("walk", before)) {
                for (var next : WALK.subList(1, WALK.size())) {
                    var wished = node.wish(next);
                    node.host.nodes().put(wished);
                    var after = node.awaitInForce(wished);
                    assertThat(after.pid())
                            .as("process after the switch to %s", next)
                            .isEqualTo(before.pid());
                    assertThat(runId(node)).isEqualTo(runId);
                    writer.awaitMore(100);
                    assertThat(writer.isWriting()).isTrue();
                }
                writer.close();
                node.assertHolds(writer, writer.acknowledged());
            }
        }
    }

    @Test
    void killWhenAroundASwitchKeepsTheWeakerPromise() throws Exception {
        var random = Rounds.random("kill around switches");
        var during = 0;
        for (var round = 0; round < rounds(); round++) {
            for (var pair : pairs()) if (killAround(pair, random)) during++;
        }
        System.out.printf("%d of %d kills came before the switch was through%n", during, rounds() * pairs().size());
    }

    private static int rounds() {
        return Math.max(1, Rounds.COUNT / 8);
    }

    /** @return whether the kill came before the switch was through */
    private static boolean killAround(Pair pair, Random random) throws Exception {
        try (var node = new DurableNode(pair.from())) {
            var before = node.awaitReady();
            node.fill(1_000);
            node.slowSaves(Duration.ofNanos(50_000));
            try (var writer = AcknowledgedWriter.start(pair.from() + " to " + pair.to(), before)
                    .awaitMore(300)) {
                var wishedAfter = writer.acknowledged();
                var wished = node.wish(pair.to());
                var put = putInBackground(node, wished);
                Rounds.anyInstant(random, Duration.ofMillis(150));
                var inForce = node.isInForce(wished);
                var killed = node.kill();
                writer.awaitEnd();
                put.join();
                node.awaitBack();
                var least = Math.min(
                        inForce ? Long.MAX_VALUE : promised(pair.from(), pair, writer, wishedAfter, killed),
                        promised(pair.to(), pair, writer, wishedAfter, killed));
                var kept = node.assertHolds(writer, inForce || isKept(pair) ? least : 0);
                if (inForce && pair.to() == NONE) assertThat(kept).isZero();
                node.awaitInForce(wished);
                return !inForce;
            }
        }
    }

    /** Before a switch is through, a node that kept nothing or an old snapshot need not have anything of what was written since. */
    private static boolean isKept(Pair pair) {
        return pair.from() == AOF || pair.from() == AOF_ALWAYS;
    }

    /** How many acknowledged writes a persistence promises to have after a kill; a snapshot was taken when it was switched to. */
    private static long promised(
            Persistence persistence, Pair pair, AcknowledgedWriter writer, long wishedAfter, long killed) {
        return switch (persistence) {
            case NONE -> 0;
            case SNAPSHOT -> persistence == pair.to() ? wishedAfter : 0;
            case AOF -> writer.acknowledgedBy(killed - Duration.ofSeconds(1).toNanos());
            case AOF_ALWAYS -> writer.acknowledged();
        };
    }

    private static Thread putInBackground(DurableNode node, NodeSpec wished) {
        return Thread.ofVirtual().start(() -> {
            try {
                node.host.nodes().put(wished);
            } catch (RuntimeException nodeManagerStopped) {
                // a node-manager that ends in between has the spec on its disk already, or is sent it again
            }
        });
    }

    @Test
    void nodeManagerWhenKilledInASwitchGoesOnWithIt() throws Exception {
        var random = Rounds.random("node-manager killed in switches");
        for (var round = 0; round < rounds(); round++) {
            try (var node = new DurableNode(WALK.getFirst())) {
                var before = node.awaitReady();
                node.fill(1_000);
                node.slowSaves(Duration.ofNanos(50_000));
                try (var writer = AcknowledgedWriter.start("walk", before)) {
                    for (var next : WALK.subList(1, WALK.size())) interrupted(node, next, random);
                    assertThat(node.status().pid()).isEqualTo(before.pid());
                    assertThat(writer.isWriting()).isTrue();
                    writer.close();
                    node.assertHolds(writer, writer.acknowledged());
                }
            }
        }
    }

    @Test
    void switchWhenAnEarlierOneWasCutShortIsWhole() throws Exception {
        var random = Rounds.random("switches cut short");
        for (var round = 0; round < rounds(); round++) {
            for (var pair : pairs()) cutShort(pair, random);
        }
    }

    /** The node-manager dies in a switch, and afterwards the old persistence is wished again. */
    private static void cutShort(Pair pair, Random random) throws Exception {
        try (var node = new DurableNode(pair.from())) {
            var before = node.awaitReady();
            node.fill(1_000);
            node.slowSaves(Duration.ofNanos(50_000));
            try (var writer =
                    AcknowledgedWriter.start("back to " + pair.from(), before).awaitMore(100)) {
                var cut = node.wish(pair.to());
                putInBackground(node, cut);
                node.awaitWritten(cut);
                Rounds.anyInstant(random, Duration.ofMillis(60));
                node.host.restartNodeManager();
                var back = node.wish(pair.from());
                node.host.nodes().put(back);
                assertThat(node.awaitInForce(back).pid()).isEqualTo(before.pid());
                var least = writer.awaitMore(100).acknowledged();
                var killed = node.kill();
                writer.awaitEnd();
                node.awaitBack();
                node.assertHolds(
                        writer,
                        switch (pair.from()) {
                            case NONE, SNAPSHOT -> 0;
                            case AOF ->
                                Math.min(
                                        least,
                                        writer.acknowledgedBy(
                                                killed - Duration.ofSeconds(1).toNanos()));
                            case AOF_ALWAYS -> writer.acknowledged();
                        });
            }
        }
    }

    @Test
    void switchWhenTheAppendOnlyFileIsSetAsideAlreadyBeginsANewOne() throws Exception {
        try (var node = new DurableNode(AOF)) {
            node.awaitReady();
            // as a node-manager leaves it that dies in the last step of a switch to snapshots
            Files.move(node.data().resolve("appendonlydir"), node.folder().resolve("gone"));
            try (var writer =
                    AcknowledgedWriter.start("begun anew", node.status()).awaitMore(100)) {
                var wished = node.wish(AOF_ALWAYS);
                node.host.nodes().put(wished);
                node.awaitInForce(wished);
                writer.awaitMore(100);
                node.kill();
                writer.awaitEnd();
                node.awaitBack();
                node.assertHolds(writer, writer.acknowledged());
            }
        }
    }

    private static void interrupted(DurableNode node, Persistence next, Random random) throws Exception {
        var wished = node.wish(next);
        var put = putInBackground(node, wished);
        Rounds.anyInstant(random, Duration.ofMillis(60));
        node.host.restartNodeManager();
        put.join();
        node.host.nodes().put(wished);
        node.awaitInForce(wished);
    }

    private static String runId(DurableNode node) throws IOException {
        try (var admin = node.admin()) {
            return node.info(admin, "run_id");
        }
    }
}
