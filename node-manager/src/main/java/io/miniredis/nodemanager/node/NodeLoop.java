package io.miniredis.nodemanager.node;

import io.miniredis.kit.node.NodeHistoryEvent.Kind;
import io.miniredis.kit.node.NodeState;
import io.miniredis.nodemanager.folder.Launch;
import io.miniredis.nodemanager.folder.NodeRecord;
import io.miniredis.nodemanager.runtime.Allowance;
import io.miniredis.nodemanager.runtime.NodeRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Brings one node to what is wished. Each step looks at wish and engine anew, does the next thing, and says how long nothing is to be
 * done unless something happens: so it does not matter what was missed, or who died in between.
 */
final class NodeLoop {

    private static final Logger log = LoggerFactory.getLogger(NodeLoop.class);

    private final Life life;
    private final Starting starting;
    private final Readying readying;
    private final Watching watching;
    private final Stopping stopping;
    private final Ending ending;

    NodeLoop(House house, Node node) {
        life = new Life(house, node);
        starting = new Starting(life);
        readying = new Readying(life);
        watching = new Watching(life);
        stopping = new Stopping(life);
        ending = new Ending(life);
    }

    void run() {
        try {
            while (!life.node.isFinished()) life.node.awaitWake(step());
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } finally {
            if (life.engine != null) life.engine.detach();
        }
    }

    /** The host took the node in, just now. */
    void created() {
        life.tell(
                Kind.CREATED,
                "The node was created with port %d.".formatted(life.record().port()));
    }

    /** Finds the engine that an earlier node-manager has left running. */
    void adopt(NodeRuntime.Census census) throws IOException {
        var folder = life.node.folder();
        life.launch = folder.readLaunch().orElse(null);
        var found = census.find(folder, Optional.ofNullable(life.launch));
        if (found.isEmpty()) return;
        life.house.runtime().allow(folder, found.get(), Allowance.of(life.record()));
        var attached = life.attach(found.get(), true, 0);
        if (life.launch == null || life.launch.pid() != attached.process.pid()) {
            life.launch = new Launch(
                    attached.process.pid(),
                    attached.process.startTicks(),
                    0,
                    life.spec().restarts());
            folder.write(life.launch);
        }
        if (life.launch.generation() == life.spec().generation()) attached.inForce = life.spec();
        if (life.spec().tls()) {
            attached.certificate = life.certificates.current().orElse(null);
        }
        life.become(
                NodeState.STARTING,
                "ADOPTING",
                "The engine still runs and is taken over.",
                it -> it.inForce(it.generation(), life.observedRestarts()).withProcess(attached.process.pid()));
        step();
    }

    private Duration step() {
        try {
            return converge();
        } catch (JedisConnectionException lost) {
            return life.engine == null ? Duration.ZERO : life.engine.pause();
        } catch (IOException | UncheckedIOException | NodeException exception) {
            log.warn("node {}: {}", life.id(), exception.toString());
            life.complain("DISK_FAILED", String.valueOf(exception.getMessage()));
            return Life.SLOWLY;
        } catch (RuntimeException exception) {
            log.error("node {}: unexpected", life.id(), exception);
            life.complain("INTERNAL_ERROR", String.valueOf(exception));
            return Life.SLOWLY;
        }
    }

    private Duration converge() throws IOException {
        var engine = life.engine;
        if (engine != null && !engine.isConnected() && !engine.process.isAlive()) {
            ending.ended(engine);
            engine = null;
        }
        var record = life.record();
        if (record.deleted()) return engine == null ? discard(record) : stopping.stop(engine);
        return switch (record.spec().desired()) {
            case STOPPED -> engine == null ? rest() : stopping.stop(engine);
            case RUNNING -> engine == null ? starting.start() : keep(engine, record);
        };
    }

    private Duration rest() {
        var spec = life.spec();
        life.become(
                NodeState.STOPPED,
                it -> it.inForce(spec.generation(), spec.restarts()).withProcess(0));
        return Life.FOREVER;
    }

    private Duration discard(NodeRecord record) throws IOException {
        if (life.state() != NodeState.STOPPED) rest();
        life.house
                .folder()
                .discard(life.node.folder(), record.port(), life.house.clock().instant());
        life.house.runtime().forget(life.node.folder());
        life.house.ports().release(record.port());
        life.node.vanish();
        log.info("node {}: deleted", life.id());
        return Life.FOREVER;
    }

    private Duration keep(Attached engine, NodeRecord record) throws IOException {
        return switch (life.state()) {
            case STOPPING -> stopping.finish(engine);
            case STARTING -> readying.await(engine);
            case READY ->
                watching.wantsRestart(engine, record.spec())
                        ? stopping.stop(engine)
                        : watching.watch(engine, record.spec());
            case STOPPED, CRASHED, FAILED -> {
                life.become(
                        NodeState.STARTING,
                        "STARTING",
                        "The engine is starting.",
                        it -> it.withProcess(engine.process.pid()));
                yield Duration.ZERO;
            }
        };
    }
}
