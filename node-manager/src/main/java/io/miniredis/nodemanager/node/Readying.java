package io.miniredis.nodemanager.node;

import io.miniredis.kit.node.NodeHistoryEvent.Kind;
import io.miniredis.kit.node.NodeState;
import io.miniredis.nodemanager.connection.AdminConnection;
import io.miniredis.nodemanager.engine.Engine;
import io.miniredis.nodemanager.engine.RunningVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisDataException;

/** From a process to a node that is ready, which is earned by an authenticated PING from the right process. */
final class Readying {

    private static final Logger log = LoggerFactory.getLogger(Readying.class);
    private static final Duration ANSWER = Duration.ofSeconds(1);
    /** A start that takes longer than this reads data, and lets others start meanwhile. */
    private static final Duration LONG = Duration.ofSeconds(1);

    private static final Pattern PID = Pattern.compile("(?m)^process_id:(\\d+)");

    private final Life life;
    private final Silence silence;

    Readying(Life life) {
        this.life = life;
        this.silence = new Silence(life);
    }

    Duration await(Attached engine) throws IOException {
        if (System.nanoTime() - engine.began > LONG.toNanos()) engine.giveWay();
        return switch (engine.door()) {
            case Door.Open(AdminConnection admin) -> greet(engine, admin);
            case Door.Closed(Door.Why why) -> silence.alone(engine, why);
        };
    }

    private Duration greet(Attached engine, AdminConnection admin) throws IOException {
        try {
            var info = admin.send("INFO", "server");
            admin.call(ANSWER, "PING");
            var text = info.resultNow() instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "";
            if (!isOurs(engine, text)) {
                life.complain("FOREIGN_PROCESS", "Another process answers on the node's socket.");
                return Life.SLOWLY;
            }
            ready(engine, text);
            return Duration.ZERO;
        } catch (JedisDataException loading) {
            engine.giveWay();
            engine.pulse.calm();
            life.complain("LOADING", "The engine is loading its data.");
            return engine.pause();
        }
    }

    private static boolean isOurs(Attached engine, String info) {
        var pid = PID.matcher(info);
        return pid.find() && Long.parseLong(pid.group(1)) == engine.process.pid();
    }

    private void ready(Attached engine, String info) throws IOException {
        engine.giveWay();
        engine.pulse.calm();
        life.restarts.ready();
        var before = life.node.facts();
        RunningVersion.of(engine.engine, info).ifPresent(it -> engine.engine = it);
        engine.tempo.learn(info);
        if (!engine.adopted) {
            life.house
                    .events()
                    .accept(new NodeEvent.BecameReady(life.id(), Duration.ofNanos(System.nanoTime() - engine.began)));
        }
        tellOf(engine, before.version());
        life.become(NodeState.READY, it -> facts(it, engine));
        // as soon as tenants may write, and not before: it waits for the disk
        life.kept.note();
        log.info(
                "node {}: ready on port {}, {}{}",
                life.id(),
                life.record().port(),
                engine.process,
                engine.adopted ? ", adopted" : "");
    }

    private Facts facts(Facts it, Attached engine) {
        var inForce = engine.inForce == null ? it.generation() : engine.inForce.generation();
        var certificate = engine.certificate;
        return it.inForce(inForce, life.observedRestarts())
                .running(engine.engine.kind().word(), engine.engine.version().toString())
                .upgradable(
                        upgrade(engine.engine, life.house.engine().current()).orElse(null))
                .certified(certificate == null ? null : certificate.expiresAt())
                .withProcess(engine.process.pid());
    }

    /** What a restart would run, if that is something else. */
    static Optional<String> upgrade(Engine running, Engine onDisk) {
        return running.kind() == onDisk.kind() && running.version().equals(onDisk.version())
                ? Optional.empty()
                : Optional.of(onDisk.kind().word() + " " + onDisk.version());
    }

    private void tellOf(Attached engine, @Nullable String versionBefore) {
        var version = engine.engine.version().toString();
        if (versionBefore != null && !versionBefore.equals(version)) {
            life.tell(
                    Kind.UPGRADED,
                    "%s %s runs now, after %s.".formatted(engine.engine.kind().word(), version, versionBefore));
        }
        if (engine.adopted) {
            life.tell(
                    Kind.ADOPTED,
                    "The node-manager is back and has taken process %d over.".formatted(engine.process.pid()));
        } else {
            life.tell(
                    Kind.READY,
                    "The engine is ready, %d ms after its start began."
                            .formatted((System.nanoTime() - engine.began) / 1_000_000));
        }
    }
}
