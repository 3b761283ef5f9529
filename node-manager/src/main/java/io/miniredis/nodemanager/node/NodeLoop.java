package io.miniredis.nodemanager.node;

import io.miniredis.kit.node.NodeSpec;
import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.node.NodeStatus;
import io.miniredis.kit.node.Persistence;
import io.miniredis.kit.secret.Tokens;
import io.miniredis.nodemanager.connection.AdminConnection;
import io.miniredis.nodemanager.engine.Acl;
import io.miniredis.nodemanager.engine.EngineConfig;
import io.miniredis.nodemanager.folder.EngineFiles;
import io.miniredis.nodemanager.folder.Launch;
import io.miniredis.nodemanager.folder.NodeRecord;
import io.miniredis.nodemanager.port.PortPoolExhausted;
import io.miniredis.nodemanager.runtime.EngineProcess;
import io.miniredis.nodemanager.runtime.NodeRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Brings one node to what is wished. Each step looks at wish and engine anew, does the next thing, and says how long nothing is to be
 * done unless something happens: so it does not matter what was missed, or who died in between.
 */
final class NodeLoop {

    private static final Logger log = LoggerFactory.getLogger(NodeLoop.class);
    private static final Duration FOREVER = Duration.ofDays(1);
    private static final Duration SLOWLY = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(1);
    /** A killed engine is seen as ended when its first thread is; the last of its threads closes the port, moments later. */
    private static final Duration PORT_LINGERS = Duration.ofSeconds(1);

    private static final Duration LOOK_AGAIN = Duration.ofNanos(300_000);
    private static final int LOG_LINES = 6;
    private static final Pattern VERSION = Pattern.compile("(?m)^(valkey|redis)_version:(\\S+)");
    private static final Pattern PID = Pattern.compile("(?m)^process_id:(\\d+)");

    private final House house;
    private final Node node;
    private final Acl acl;
    private final RestartPolicy policy;

    private @Nullable Attached engine;
    private @Nullable Launch launch;
    private int failures;
    private long readySince;
    private long startAt = System.nanoTime();
    private long launchBegan = System.nanoTime();
    private long endedAt = System.nanoTime() - PORT_LINGERS.toNanos();

    NodeLoop(House house, Node node) {
        this.house = house;
        this.node = node;
        this.acl = new Acl(house.engine());
        this.policy = house.properties().restartPolicy();
    }

    void run() {
        try {
            while (!node.isFinished()) node.awaitWake(step());
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } finally {
            if (engine != null) engine.detach();
        }
    }

    /** Finds the engine that an earlier node-manager has left running. */
    void adopt(NodeRuntime.Census census) throws IOException {
        launch = node.folder().readLaunch().orElse(null);
        var found = census.find(node.folder(), Optional.ofNullable(launch));
        if (found.isEmpty()) return;
        attach(found.get());
        if (launch == null || launch.pid() != found.get().pid()) {
            launch = new Launch(
                    found.get().pid(),
                    found.get().startTicks(),
                    0,
                    record().spec().restarts());
            node.folder().write(launch);
        }
        var spec = record().spec();
        if (engine != null && launch.generation() == spec.generation()) engine.inForce = spec;
        become(NodeState.STARTING, "ADOPTING", "The engine still runs and is taken over.", this::withProcess);
        step();
    }

    private Duration step() {
        try {
            return converge();
        } catch (JedisConnectionException lost) {
            return engine == null ? Duration.ZERO : engine.pause();
        } catch (IOException | UncheckedIOException | NodeException exception) {
            log.warn("node {}: {}", id(), exception.toString());
            complain("DISK_FAILED", String.valueOf(exception.getMessage()));
            return SLOWLY;
        } catch (RuntimeException exception) {
            log.error("node {}: unexpected", id(), exception);
            complain("INTERNAL_ERROR", String.valueOf(exception));
            return SLOWLY;
        }
    }

    private Duration converge() throws IOException {
        if (engine != null && !engine.isConnected() && !engine.process.isAlive()) ended(engine);
        var record = record();
        if (record.deleted()) return engine == null ? discard(record) : stop(engine);
        return switch (record.spec().desired()) {
            case STOPPED -> engine == null ? rest() : stop(engine);
            case RUNNING -> engine == null ? start(record) : keep(engine, record);
        };
    }

    // ---- no process ----

    private Duration rest() {
        become(NodeState.STOPPED, null, null, this::asWished);
        return FOREVER;
    }

    private Duration discard(NodeRecord record) throws IOException {
        if (state() != NodeState.STOPPED) become(NodeState.STOPPED, null, null, this::asWished);
        house.folder().discard(node.folder(), record.port(), house.clock().instant());
        house.ports().release(record.port());
        node.vanish();
        log.info("node {}: deleted", id());
        return FOREVER;
    }

    private Duration start(NodeRecord record) throws IOException {
        var wait = startAt - System.nanoTime();
        if (wait > 0) return Duration.ofNanos(wait);
        launchBegan = System.nanoTime();
        startAt = launchBegan + SLOWLY.toNanos();
        if (!house.engine().satisfies(record.spec().engine())) {
            return fail(
                    "ENGINE_UNAVAILABLE",
                    "This host has %s, not %s."
                            .formatted(house.engine(), record.spec().engine()));
        }
        Optional<NodeRecord> wished;
        try {
            wished = ensurePort(record);
        } catch (PortPoolExhausted exhausted) {
            return fail("PORT_POOL_EXHAUSTED", String.valueOf(exhausted.getMessage()));
        }
        if (wished.isEmpty() && System.nanoTime() - endedAt < PORT_LINGERS.toNanos()) {
            startAt = launchBegan;
            return LOOK_AGAIN;
        }
        if (wished.isEmpty()) {
            return fail(
                    "PORT_TAKEN",
                    "Port %d is held by another program. The node starts when it is free.".formatted(record.port()));
        }
        become(NodeState.STARTING, "STARTING", null, it -> it);
        launch(wished.get());
        return Duration.ofMillis(1);
    }

    /** The record with a port that can be had; only a node that nobody knows the port of yet may get another one. */
    private Optional<NodeRecord> ensurePort(NodeRecord record) throws IOException {
        if (house.ports().isFree(record.port())) return Optional.of(record);
        if (node.folder().readLaunch().isPresent()) return Optional.empty();
        var other = house.ports().take();
        house.ports().release(record.port());
        node.changePort(other);
        return Optional.of(record());
    }

    private void launch(NodeRecord record) throws IOException {
        var spec = record.spec();
        var socket = house.folder().socket(record.port());
        var persistence = startingPersistence(spec.persistence());
        var config =
                new EngineConfig(spec, persistence, record.port(), node.folder().path(), socket, house.engines());
        node.folder().writeEngineFiles(config.file(), acl.file(spec, Tokens.sha256(record.adminPassword())));
        node.folder().rotateLog();
        Files.deleteIfExists(socket);
        var process = house.runtime().start(node.folder());
        house.events().accept(new NodeEvent.Spawned(Duration.ofNanos(System.nanoTime() - launchBegan)));
        attach(process);
        if (engine != null && persistence == spec.persistence()) engine.inForce = spec;
        var started = new Launch(process.pid(), process.startTicks(), spec.generation(), spec.restarts());
        launch = started;
        node.folder().write(started);
    }

    /** Starts with what the data folder has, so that a switch of persistence that was cut short loses nothing. */
    private Persistence startingPersistence(Persistence wished) throws IOException {
        var files = new EngineFiles(node.folder());
        return switch (wished) {
            case AOF, AOF_ALWAYS -> !files.hasAppendOnlyFile() && files.hasSnapshot() ? Persistence.SNAPSHOT : wished;
            case SNAPSHOT -> files.hasAppendOnlyFile() ? Persistence.AOF : wished;
            case NONE -> {
                files.setAppendOnlyFileAside();
                files.setSnapshotAside();
                yield wished;
            }
        };
    }

    private void attach(EngineProcess process) {
        var record = record();
        engine = new Attached(process, house.folder().socket(record.port()), record.adminPassword(), node::wake);
    }

    // ---- a process that should run ----

    private Duration keep(Attached attached, NodeRecord record) throws IOException {
        return switch (state()) {
            case STOPPING -> finishStop(attached);
            case STARTING -> awaitReady(attached);
            case READY ->
                record.spec().restarts() > observedRestarts() ? stop(attached) : watch(attached, record.spec());
            case STOPPED, CRASHED, FAILED -> {
                become(NodeState.STARTING, "STARTING", null, this::withProcess);
                yield Duration.ZERO;
            }
        };
    }

    private Duration awaitReady(Attached attached) throws IOException {
        var admin = attached.admin();
        if (admin.isEmpty()) return attached.pause();
        try {
            var info = admin.get().send("INFO", "server");
            admin.get().call(ANSWER, "PING");
            var text = info.resultNow() instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "";
            if (!isOurs(attached, text)) {
                complain("FOREIGN_PROCESS", "Another process answers on the node's socket.");
                return SLOWLY;
            }
            ready(attached, text);
            return Duration.ZERO;
        } catch (JedisDataException loading) {
            complain("LOADING", "The engine is loading its data.");
            return attached.pause();
        }
    }

    private static boolean isOurs(Attached attached, String info) {
        var pid = PID.matcher(info);
        return pid.find() && Long.parseLong(pid.group(1)) == attached.process.pid();
    }

    private void ready(Attached attached, String info) throws IOException {
        readySince = System.nanoTime();
        startAt = readySince;
        var known = launch;
        var adopted = node.status().reason() != null
                && "ADOPTING".equals(node.status().reason());
        if (!adopted) house.events().accept(new NodeEvent.BecameReady(Duration.ofNanos(readySince - launchBegan)));
        become(NodeState.READY, null, null, it -> {
            var version = VERSION.matcher(info);
            // Valkey names both versions, its own after the Redis one that it is compatible with
            String kind = null;
            String number = null;
            while (version.find() && !"valkey".equals(kind)) {
                kind = version.group(1);
                number = version.group(2);
            }
            var inForce = attached.inForce == null ? it.observedGeneration() : attached.inForce.generation();
            return facts(
                    it,
                    inForce,
                    known == null ? 0 : known.restarts(),
                    kind,
                    number,
                    attached.process.pid(),
                    it.crashes());
        });
        log.info(
                "node {}: ready on port {}, {}{}", id(), record().port(), attached.process, adopted ? ", adopted" : "");
    }

    private Duration watch(Attached attached, NodeSpec wished) throws IOException {
        var admin = attached.admin();
        if (admin.isEmpty()) return attached.pause();
        if (!wished.equals(attached.inForce)) return change(attached, admin.get(), wished);
        var health = attached.checkHealth(admin.get(), house.properties().pingPatience());
        switch (health) {
            case WELL, BUSY -> become(NodeState.READY, null, null, it -> it);
            case HUNG ->
                complain(
                        "NOT_RESPONDING",
                        "The engine has not answered for %s and does nothing."
                                .formatted(house.properties().pingPatience()));
            case UNKNOWN -> {}
        }
        return house.properties().pingEvery();
    }

    private Duration change(Attached attached, AdminConnection admin, NodeSpec wished) throws IOException {
        try {
            var before = attached.inForce;
            node.folder().writeAcl(acl.file(wished, Tokens.sha256(record().adminPassword())));
            new LiveSettings(acl, admin).apply(before, wished);
            if (before == null || before.persistence() != wished.persistence()) {
                var under = attached.persistenceSwitch;
                if (under == null || under.wished != wished.persistence() || admin.hasEnded()) {
                    under = new PersistenceSwitch(wished.persistence(), admin, new EngineFiles(node.folder()));
                    attached.persistenceSwitch = under;
                }
                if (!under.advance()) return Duration.ofMillis(20);
                attached.persistenceSwitch = null;
            }
            attached.inForce = wished;
            if (launch != null) {
                launch = launch.inForce(wished.generation());
                node.folder().write(launch);
            }
            become(
                    NodeState.READY,
                    null,
                    null,
                    it -> facts(
                            it,
                            wished.generation(),
                            it.observedRestarts(),
                            it.engine(),
                            it.engineVersion(),
                            it.pid(),
                            it.crashes()));
            return Duration.ZERO;
        } catch (JedisDataException refused) {
            complain("CHANGE_REFUSED", "The engine refuses the new settings: " + refused.getMessage());
            return SLOWLY;
        }
    }

    // ---- a process that should not run ----

    private Duration stop(Attached attached) {
        if (state() != NodeState.STOPPING) {
            if (!Transitions.allowed(state(), NodeState.STOPPING)) {
                become(NodeState.STARTING, "STARTING", null, this::withProcess);
            }
            become(NodeState.STOPPING, null, null, it -> it);
            attached.forgetStop();
        }
        var refusal = attached.stop(house.properties().stopPatience());
        if (refusal.isEmpty()) return attached.pause();
        complain("SAVE_FAILED", "The engine cannot save and goes on: %s. %s".formatted(refusal.get(), lastWords()));
        return SLOWLY;
    }

    /** A stop that is under way is gone through with, unless the engine refused it and is wished to run again. */
    private Duration finishStop(Attached attached) {
        if ("SAVE_FAILED".equals(node.status().reason()) && record().spec().restarts() <= observedRestarts()) {
            attached.forgetStop();
            become(NodeState.READY, null, null, it -> it);
            return Duration.ZERO;
        }
        return stop(attached);
    }

    private void ended(Attached attached) {
        attached.detach();
        engine = null;
        endedAt = System.nanoTime();
        if (state() == NodeState.STOPPING) {
            startAt = System.nanoTime();
            failures = 0;
            become(NodeState.STOPPED, null, null, this::withoutProcess);
            return;
        }
        var ready = state() == NodeState.READY ? System.nanoTime() - readySince : 0;
        failures = policy.failuresAfter(failures, Duration.ofNanos(ready));
        var delay = policy.delayAfter(failures);
        startAt = System.nanoTime() + delay.toNanos();
        var how = attached.process.exit().orElse("no exit code known");
        log.warn("node {}: the engine ended unasked ({}), restart in {} ms", id(), how, delay.toMillis());
        become(
                NodeState.CRASHED,
                policy.isLoop(failures) ? "CRASH_LOOP" : "EXITED",
                "The engine ended unasked (%s); failure %d in a row, restart in %d ms. %s"
                        .formatted(how, failures, delay.toMillis(), lastWords()),
                it -> facts(
                        withoutProcess(it),
                        it.observedGeneration(),
                        it.observedRestarts(),
                        it.engine(),
                        it.engineVersion(),
                        0,
                        it.crashes() + 1));
        house.events().accept(new NodeEvent.Crashed(id()));
    }

    // ---- what is known ----

    private Duration fail(String reason, String message) {
        become(NodeState.FAILED, reason, message, it -> it);
        return SLOWLY;
    }

    private void complain(String reason, String message) {
        become(state(), reason, message, it -> it);
    }

    private void become(
            NodeState next, @Nullable String reason, @Nullable String message, UnaryOperator<NodeStatus> facts) {
        node.become(next, reason, message, facts);
    }

    private NodeStatus asWished(NodeStatus it) {
        var spec = record().spec();
        return facts(it, spec.generation(), spec.restarts(), it.engine(), it.engineVersion(), 0, it.crashes());
    }

    private NodeStatus withProcess(NodeStatus it) {
        var pid = engine == null ? 0 : engine.process.pid();
        return facts(
                it, it.observedGeneration(), observedRestarts(), it.engine(), it.engineVersion(), pid, it.crashes());
    }

    private NodeStatus withoutProcess(NodeStatus it) {
        return facts(
                it, it.observedGeneration(), it.observedRestarts(), it.engine(), it.engineVersion(), 0, it.crashes());
    }

    private static NodeStatus facts(
            NodeStatus it,
            long generation,
            long restarts,
            @Nullable String engine,
            @Nullable String version,
            long pid,
            int crashes) {
        return new NodeStatus(
                it.nodeId(),
                generation,
                restarts,
                it.state(),
                it.reason(),
                it.message(),
                it.host(),
                it.port(),
                engine,
                version,
                pid,
                crashes,
                it.since());
    }

    private long observedRestarts() {
        return launch == null ? 0 : launch.restarts();
    }

    private String lastWords() {
        var lines = node.folder().lastLogLines(LOG_LINES);
        return lines.isEmpty() ? "Its log is empty." : "Its last words: " + String.join(" | ", lines);
    }

    private NodeRecord record() {
        return node.record();
    }

    private NodeState state() {
        return node.status().state();
    }

    private String id() {
        return node.folder().nodeId();
    }
}
