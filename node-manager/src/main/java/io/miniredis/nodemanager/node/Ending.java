package io.miniredis.nodemanager.node;

import io.miniredis.kit.node.NodeHistoryEvent.Kind;
import io.miniredis.kit.node.NodeState;
import io.miniredis.nodemanager.engine.Damage;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is made of an engine that has ended: as it was asked to, or a crash, or because its files are damaged. */
final class Ending {

    private static final Logger log = LoggerFactory.getLogger(Ending.class);
    private static final int LOG_LINES = 40;
    private static final String KILLED = "signal 9";
    /**
     * What Redis and Valkey say before they abort because the system gives them no more memory. The abort's own report needs memory too:
     * Valkey 9 then falls over that again and again, and may end by another signal.
     */
    private static final String NO_MEMORY = "Out Of Memory allocating";

    private final Life life;
    private final AppendOnlyRepair repair;
    /** What its history says already; a start is tried again and again. */
    private @Nullable Damage told;

    Ending(Life life) {
        this.life = life;
        this.repair = new AppendOnlyRepair(life);
    }

    void ended(Attached engine) throws IOException {
        engine.detach();
        life.engine = null;
        if (life.state() == NodeState.STOPPING) {
            life.restarts.stopped();
            life.kept.note();
            life.files.removeTemporary();
            life.tell(Kind.STOPPED, "The engine has ended, as asked.");
            life.become(NodeState.STOPPED, it -> it.withProcess(0));
            return;
        }
        var wasReady = life.state() == NodeState.READY;
        var wait = life.restarts.failed(wasReady);
        if (wasReady) told = null;
        var lines = life.node.folder().lastLogLines(LOG_LINES, engine.logFrom);
        var damage = wasReady ? Optional.<Damage>empty() : Damage.toldIn(lines);
        if (damage.isPresent()) damaged(engine, damage.get());
        else crashed(engine, wait);
        life.house.events().accept(new NodeEvent.Crashed(life.id(), wait.isPositive()));
    }

    private void crashed(Attached engine, Duration wait) {
        var how = engine.process.exit().orElse("no exit code known");
        log.warn("node {}: the engine ended unasked ({}), restart in {} ms", life.id(), how, wait.toMillis());
        var starved = ranOutOfMemory(engine);
        var message = "%s (%s); failure %d in a row, restart in %d ms. %s"
                .formatted(
                        starved ? "The engine ran out of memory" : "The engine ended unasked",
                        how,
                        life.restarts.failuresInARow(),
                        wait.toMillis(),
                        life.lastWords(engine.logFrom));
        life.tell(Kind.EXITED, message);
        life.become(NodeState.CRASHED, starved ? "OUT_OF_MEMORY" : unexplained(), message, Facts::crashed);
    }

    private String unexplained() {
        return life.restarts.isLoop() ? "CRASH_LOOP" : "EXITED";
    }

    /** Either the system ended it, or refused it memory, which no engine goes on without. */
    private boolean ranOutOfMemory(Attached engine) {
        var how = engine.process.exit();
        return how.orElse(KILLED).equals(KILLED) && engine.pulse.memoryWasUsedUp()
                || !how.equals(Optional.of(KILLED))
                        && life.node.folder().logTells(engine.process.pid(), NO_MEMORY, engine.logFrom);
    }

    /** Damaged files are repaired where that takes nothing but a torn end; otherwise they stay as they are, and the node fails. */
    private void damaged(Attached engine, Damage damage) throws IOException {
        var outcome = repair.attempt(damage, engine.engine);
        if (outcome.repaired()) {
            log.warn("node {}: {}", life.id(), outcome.message());
            life.tell(Kind.REPAIRED, outcome.message());
            life.become(NodeState.CRASHED, "APPEND_ONLY_FILE_REPAIRED", outcome.message(), Facts::crashed);
            life.restarts.now();
            return;
        }
        var message = "%s The files are kept as they are, and nothing is started empty in their place. %s"
                .formatted(outcome.message(), life.lastWords(engine.logFrom));
        if (told != damage) {
            told = damage;
            log.error("node {}: {}", life.id(), message);
            life.tell(Kind.FAILED, message);
        }
        life.become(NodeState.FAILED, damage.reason(), message, Facts::crashed);
        life.restarts.noSoonerThan(life.house.properties().restartLongest());
    }
}
