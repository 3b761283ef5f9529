package io.miniredis.nodemanager.node;

import io.miniredis.kit.node.NodeHistoryEvent.Kind;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done about an engine that does not answer. */
final class Silence {

    private static final Logger log = LoggerFactory.getLogger(Silence.class);
    private static final Duration CLIENTS_MAY_LEAVE = Duration.ofMillis(500);

    private final Life life;

    Silence(Life life) {
        this.life = life;
    }

    /**
     * Reports a hung engine, and ends it by force when it has been hung for too long, whereupon it is started again.
     *
     * @return how long to wait; empty when it is not hung
     */
    Optional<Duration> hung(Attached engine, Pulse.Health health) {
        if (health != Pulse.Health.HUNG) return Optional.empty();
        var properties = life.house.properties();
        if (!life.isFor("NOT_RESPONDING")) {
            life.tell(Kind.HUNG, "The engine does not answer and does nothing.");
            life.complain(
                    "NOT_RESPONDING",
                    "The engine has not answered for %d ms and does nothing. If it stays so for %d s, it is restarted."
                            .formatted(
                                    properties.pingPatience().toMillis(),
                                    properties.hangPatience().toSeconds()));
        }
        var left = properties.hangPatience().minus(engine.pulse.hungFor());
        if (left.isPositive()) return Optional.of(shorter(left, properties.pingEvery()));
        force(
                engine,
                "it did not answer and did nothing for %d s"
                        .formatted(properties.hangPatience().toSeconds()));
        return Optional.of(Duration.ofMillis(1));
    }

    /** Ends an engine without asking. */
    void force(Attached engine, String why) {
        log.warn("node {}: {} is ended by force: {}", life.id(), engine.process, why);
        life.tell(Kind.KILLED, "The engine was ended by force: " + why + ".");
        engine.process.kill();
        engine.detach();
    }

    /** What is done when there is no connection: a look at the process. */
    Duration alone(Attached engine, Door.Why why) {
        return switch (why) {
            case FULL -> full(engine);
            case SILENT, SHUT ->
                hung(engine, engine.pulse.checkWithoutConnection()).orElseGet(engine::pause);
        };
    }

    /** The tenant's clients left no connection for us. The engine is well; only it cannot be looked after. */
    private Duration full(Attached engine) {
        engine.pulse.calm();
        life.complain(
                "CLIENTS_EXHAUSTED",
                "All %d connections of the database are in use, so it cannot be looked after: changes wait until one is free. Restarting it ends them all."
                        .formatted(life.spec().maxClients()));
        return CLIENTS_MAY_LEAVE;
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
