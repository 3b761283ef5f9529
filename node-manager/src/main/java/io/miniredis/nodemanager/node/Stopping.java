package io.miniredis.nodemanager.node;

import io.miniredis.kit.node.NodeState;
import java.time.Duration;

/** Has an engine save and exit. */
final class Stopping {

    private final Life life;
    private final Silence silence;
    private long refusedSince;

    Stopping(Life life) {
        this.life = life;
        this.silence = new Silence(life);
    }

    Duration stop(Attached engine) {
        if (life.state() != NodeState.STOPPING) begin(engine);
        var patience = life.house.properties().stopPatience();
        var refusal = engine.stop(patience);
        if (refusal.isPresent()) return refused(engine, refusal.get());
        refusedSince = 0;
        // saving may take as long as it takes; a process that does nothing all the while does not save
        return silence.hung(engine, engine.pulse.checkWithoutConnection()).orElseGet(engine::pause);
    }

    /** A stop that is under way is gone through with, unless the engine refused it and is wished to run again. */
    Duration finish(Attached engine) {
        if (life.isFor("SAVE_FAILED") && life.spec().restarts() <= life.observedRestarts()) {
            engine.forgetStop();
            life.become(NodeState.READY, it -> it);
            return Duration.ZERO;
        }
        return stop(engine);
    }

    private void begin(Attached engine) {
        if (!Transitions.allowed(life.state(), NodeState.STOPPING)) {
            life.become(
                    NodeState.STARTING,
                    "STARTING",
                    "The engine is looked at.",
                    it -> it.withProcess(engine.process.pid()));
        }
        life.become(NodeState.STOPPING, it -> it);
        engine.forgetStop();
        engine.pulse.calm();
        refusedSince = 0;
    }

    private Duration refused(Attached engine, String why) {
        var now = System.nanoTime();
        if (refusedSince == 0) refusedSince = now;
        life.complain(
                "SAVE_FAILED",
                "The engine cannot save and goes on: %s. %s".formatted(why, life.lastWords(engine.logFrom)));
        // what is deleted is not kept from going by a full disk, which the deletion may well be meant to help
        if (life.record().deleted()
                && now - refusedSince > life.house.properties().stopPatience().toNanos()) {
            silence.force(engine, "it is being deleted and cannot save: " + why);
            return Duration.ofMillis(1);
        }
        return life.record().deleted() ? Duration.ofSeconds(1) : Life.SLOWLY;
    }
}
