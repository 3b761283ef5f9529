package io.miniredis.nodemanager.node;

import io.miniredis.kit.node.NodeSpec;
import io.miniredis.nodemanager.connection.AdminConnection;
import java.io.IOException;
import java.time.Duration;

/** Looks after an engine that is ready: brings changed wishes into force, and notices what goes wrong. */
final class Watching {

    /** Into so many parts the time between two pings is divided; few enough to share, enough not to ask all engines at once. */
    private static final int INSTANTS = 20;

    private final Life life;
    private final Silence silence;
    private final Changing changing;
    private final Upkeep upkeep;

    Watching(Life life) {
        this.life = life;
        this.silence = new Silence(life);
        this.changing = new Changing(life);
        this.upkeep = new Upkeep(life);
    }

    /** Whether the wish can only be fulfilled by another process. */
    boolean wantsRestart(Attached engine, NodeSpec wished) {
        var inForce = engine.inForce;
        return wished.restarts() > life.observedRestarts() || inForce != null && inForce.tls() != wished.tls();
    }

    Duration watch(Attached engine, NodeSpec wished) throws IOException {
        return switch (engine.door()) {
            case Door.Closed(Door.Why why) -> silence.alone(engine, why);
            case Door.Open(AdminConnection admin) -> {
                var health = engine.pulse.check(admin);
                var hung = silence.hung(engine, health);
                if (hung.isPresent()) yield hung.get();
                yield health == Pulse.Health.WELL ? lookAfter(engine, admin, wished) : soon();
            }
        };
    }

    private Duration lookAfter(Attached engine, AdminConnection admin, NodeSpec wished) throws IOException {
        if (!wished.equals(engine.inForce)) return changing.change(engine, admin, wished);
        life.kept.note();
        upkeep.look(engine, admin);
        return every();
    }

    /** How long until a question that is open has been so for as long as is usual. */
    private Duration soon() {
        var properties = life.house.properties();
        return Silence.shorter(properties.pingPatience(), properties.pingEvery());
    }

    /**
     * How long until the next ping. The ends of these waits fall on a few instants that all nodes share: one after the other, a
     * thousand wake-ups cost several times as much as a few that do the work of many.
     */
    private Duration every() {
        var every = life.house.properties().pingEvery().toNanos();
        var now = System.nanoTime();
        var instant = every / INSTANTS;
        return Duration.ofNanos((now + every) / instant * instant - now);
    }
}
