package io.miniredis.nodemanager.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.kit.node.DesiredState;
import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.node.Persistence;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills an engine with -9 again and again under load, and looks what is there afterwards. */
@Tag("durability")
class KillDurabilityTests {

    private static final Duration PROMISE = Duration.ofSeconds(1);

    /** What happens in the engine while it is killed. */
    private enum Moment {
        UNDER_LOAD,
        REWRITING,
        SAVING,
        LOADING
    }

    @ParameterizedTest
    @EnumSource(names = {"AOF", "AOF_ALWAYS"})
    void killWhenAppendOnlyKeepsWhatWasAcknowledged(Persistence persistence) throws Exception {
        var random = Rounds.random("kill " + persistence);
        var lost = 0L;
        try (var node = new DurableNode(persistence)) {
            node.fill(20_000);
            for (var round = 0; round < Rounds.COUNT; round++) {
                lost += round(node, persistence, round, random);
            }
        }
        System.out.printf("%s: %d acknowledged writes lost in %d kills%n", persistence, lost, Rounds.COUNT);
    }

    /** One kill. @return how many acknowledged writes it has cost */
    private static long round(DurableNode node, Persistence persistence, int round, Random random) throws Exception {
        var moment = Moment.values()[round % Moment.values().length];
        var before = node.awaitReady();
        try (var writer = AcknowledgedWriter.start("round" + round, before).awaitMore(200)) {
            Rounds.anyInstant(random, Duration.ofMillis(round % 3 == 0 ? 1_500 : 300));
            begin(node, moment);
            Rounds.anyInstant(random, Duration.ofMillis(40));
            var killed = node.kill();
            writer.awaitEnd();
            if (moment == Moment.LOADING) killWhileLoading(node, before.pid());
            node.awaitBack();
            var promised = persistence == Persistence.AOF_ALWAYS
                    ? writer.acknowledged()
                    : writer.acknowledgedBy(killed - PROMISE.toNanos());
            var kept = node.assertHolds(writer, promised);
            assertThat(node.host.run(node.status(), "GET", "fill:20000")).startsWith("20000");
            node.host.run(node.status(), "DEL", writer.writes.list());
            return Math.max(0, writer.acknowledged() - kept);
        }
    }

    private static void begin(DurableNode node, Moment moment) throws Exception {
        // 20,000 keys take 200 ms
        node.slowSaves(Duration.ofNanos(10_000));
        switch (moment) {
            case UNDER_LOAD, LOADING -> {}
            case REWRITING -> order(node, "BGREWRITEAOF");
            case SAVING -> order(node, "BGSAVE");
        }
    }

    private static void order(DurableNode node, String command) throws Exception {
        try (var admin = node.admin()) {
            admin.run(List.of(command));
        }
    }

    /** Kills the next process as soon as there is one, which is before it has read everything. */
    private static void killWhileLoading(DurableNode node, long before) {
        Awaitility.await("the next process")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> node.status().pid() != before && node.status().pid() != 0);
        node.kill();
    }

    @Test
    void killWhenSnapshotKeepsTheLastFinishedSnapshot() throws Exception {
        var random = Rounds.random("kill SNAPSHOT");
        try (var node = new DurableNode(Persistence.SNAPSHOT)) {
            for (var round = 0; round < Rounds.COUNT; round++) {
                var before = node.awaitReady();
                try (var writer =
                        AcknowledgedWriter.start("round" + round, before).awaitMore(500)) {
                    var least = writer.acknowledged();
                    save(node);
                    if (round % 2 == 1) order(node, "BGSAVE");
                    Rounds.anyInstant(random, Duration.ofMillis(60));
                    node.kill();
                    writer.awaitEnd();
                    node.awaitBack();
                    node.assertHolds(writer, least);
                }
            }
        }
    }

    /** A snapshot from its beginning to its end. */
    private static void save(DurableNode node) throws Exception {
        try (var admin = node.admin()) {
            var saves = node.info(admin, "rdb_saves");
            admin.run(List.of("BGSAVE"));
            Awaitility.await("the snapshot")
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> !node.info(admin, "rdb_saves").equals(saves)
                            && node.info(admin, "rdb_bgsave_in_progress").equals("0"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SNAPSHOT", "AOF", "AOF_ALWAYS"})
    void stopWhenInOrderLosesNothing(Persistence persistence) throws Exception {
        try (var node = new DurableNode(persistence)) {
            try (var writer =
                    AcknowledgedWriter.start("stop", node.awaitReady()).awaitMore(2_000)) {
                node.wish(DesiredState.STOPPED);
                writer.awaitEnd();
                node.host.await(DurableNode.ID, NodeState.STOPPED);
                node.wish(DesiredState.RUNNING);
                node.awaitReady();
                node.assertHolds(writer, writer.acknowledged());
            }
        }
    }

    @Test
    void killAndStopWhenNoneStartEmpty() throws Exception {
        try (var node = new DurableNode(Persistence.NONE)) {
            var before = node.awaitReady();
            try (var writer = AcknowledgedWriter.start("none", before).awaitMore(500)) {
                node.kill();
                writer.awaitEnd();
            }
            node.awaitBack();
            assertThat(node.host.run(node.status(), "DBSIZE")).isEqualTo("0");
            node.fill(100);
            node.wish(DesiredState.STOPPED);
            node.host.await(DurableNode.ID, NodeState.STOPPED);
            node.wish(DesiredState.RUNNING);
            node.awaitReady();
            assertThat(node.host.run(node.status(), "DBSIZE")).isEqualTo("0");
        }
    }

    @Test
    void switchWhenNoneHadAnOldSnapshotBringsNothingOfItBack() throws Exception {
        try (var node = new DurableNode(Persistence.SNAPSHOT)) {
            node.awaitReady();
            node.fill(2_000);
            node.slowSaves(Duration.ofNanos(200_000));
            order(node, "BGSAVE");
            node.awaitInForce(put(node, Persistence.NONE));
            // FLUSHALL would end a save, and prove nothing
            node.host.run(node.status(), "EVAL", "for i = 1, 2000 do redis.call('DEL', 'fill:' .. i) end", "0");
            node.awaitInForce(put(node, Persistence.SNAPSHOT));
            node.kill();
            node.awaitBack();
            assertThat(node.host.run(node.status(), "DBSIZE")).isEqualTo("0");
        }
    }

    private static io.miniredis.kit.node.NodeSpec put(DurableNode node, Persistence persistence) {
        var wished = node.wish(persistence);
        node.host.nodes().put(wished);
        return wished;
    }
}
