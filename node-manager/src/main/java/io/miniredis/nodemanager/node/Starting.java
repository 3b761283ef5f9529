package io.miniredis.nodemanager.node;

import io.miniredis.kit.node.DesiredState;
import io.miniredis.kit.node.NodeHistoryEvent.Kind;
import io.miniredis.kit.node.NodeSpec;
import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.node.Persistence;
import io.miniredis.kit.secret.Tokens;
import io.miniredis.nodemanager.certificate.AuthorityUnavailable;
import io.miniredis.nodemanager.certificate.NodeCertificate;
import io.miniredis.nodemanager.engine.Acl;
import io.miniredis.nodemanager.engine.Engine;
import io.miniredis.nodemanager.engine.EngineConfig;
import io.miniredis.nodemanager.folder.KeptFiles;
import io.miniredis.nodemanager.folder.Launch;
import io.miniredis.nodemanager.folder.NodeRecord;
import io.miniredis.nodemanager.port.PortPoolExhausted;
import io.miniredis.nodemanager.runtime.Allowance;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From a node without a process to one that has been launched: everything that has to be so before an engine may start. */
final class Starting {

    private final Life life;

    Starting(Life life) {
        this.life = life;
    }

    /** Waits for a place among those that start, so that what is looked at then is as it is when the engine is launched. */
    Duration start() throws IOException {
        var wait = life.restarts.untilStart();
        if (wait.isPositive()) return wait;
        var pass = enterGate();
        try {
            var record = life.record();
            if (record.deleted() || record.spec().desired() != DesiredState.RUNNING) return Duration.ZERO;
            return start(record, pass);
        } finally {
            if (life.engine == null) pass.giveBack();
        }
    }

    private Duration start(NodeRecord record, StartGate.Pass pass) throws IOException {
        var spec = record.spec();
        var program = life.house.engine().current();
        life.restarts.noSoonerThan(Life.SLOWLY);
        if (!program.satisfies(spec.engine())) {
            return life.fail("ENGINE_UNAVAILABLE", "This host has %s, not %s.".formatted(program, spec.engine()));
        }
        var missing = spec.persistence() == Persistence.NONE ? Optional.<String>empty() : life.kept.missing();
        if (missing.isPresent()) return dataMissing(missing.get());
        Optional<NodeRecord> wished;
        try {
            wished = ensurePort(record);
        } catch (PortPoolExhausted exhausted) {
            return life.fail("PORT_POOL_EXHAUSTED", String.valueOf(exhausted.getMessage()));
        }
        if (wished.isEmpty()) return portTaken(record);
        if (!spec.tls()) return launch(wished.get(), program, null, pass);
        if (!program.tls()) {
            return life.fail(
                    "TLS_UNAVAILABLE",
                    "The engine %s was built without TLS. Install one that has it, or switch TLS off for the database."
                            .formatted(program));
        }
        try {
            return launch(wished.get(), program, validCertificate(), pass);
        } catch (AuthorityUnavailable exception) {
            return life.fail("CERTIFICATE_UNAVAILABLE", String.valueOf(exception.getMessage()));
        }
    }

    /** Tenants read this too, so the folders are named as they are below the data folder. */
    private Duration dataMissing(String what) {
        return life.fail(
                "DATA_MISSING",
                "The database had data, and %s is not on its host any more. It is not started empty in its place: put the files back into nodes/%s/data, or, if they are lost for good, remove nodes/%s/kept.json to have it start with what is there."
                        .formatted(what, life.id(), life.id()));
    }

    private Duration portTaken(NodeRecord record) {
        if (life.restarts.portMayLinger()) {
            life.restarts.now();
            return life.restarts.lookForPortAgain();
        }
        return life.fail(
                "PORT_TAKEN",
                "Port %d is held by another program. The node starts when it is free.".formatted(record.port()));
    }

    /** The record with a port that can be had; only a node that nobody knows the port of yet may get another one. */
    private Optional<NodeRecord> ensurePort(NodeRecord record) throws IOException {
        if (life.house.ports().isFree(record.port())) return Optional.of(record);
        if (life.node.folder().readLaunch().isPresent()) return Optional.empty();
        var other = life.house.ports().take();
        life.house.ports().release(record.port());
        life.node.changePort(other);
        return Optional.of(life.record());
    }

    /** One that is due is renewed later, while the engine runs; one that has ended is of no use to anybody. */
    private NodeCertificate validCertificate() throws IOException {
        var known = life.certificates.current();
        var now = life.house.clock().instant();
        return known.isPresent() && now.isBefore(known.get().expiresAt()) ? known.get() : life.certificates.renew();
    }

    private Duration launch(
            NodeRecord record, Engine program, @Nullable NodeCertificate certificate, StartGate.Pass pass)
            throws IOException {
        var began = System.nanoTime();
        life.become(NodeState.STARTING, "STARTING", "The engine is starting.", it -> it);
        var attached = spawn(record, program, certificate);
        attached.pass = pass;
        attached.began = began;
        life.house.events().accept(new NodeEvent.Spawned(life.id(), Duration.ofNanos(System.nanoTime() - began)));
        life.tell(
                Kind.STARTED,
                "%s %s was started on port %d as process %d."
                        .formatted(program.kind().word(), program.version(), record.port(), attached.process.pid()));
        return Duration.ofMillis(1);
    }

    private StartGate.Pass enterGate() throws IOException {
        try {
            return life.house.gate().enter();
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before the engine was started");
        }
    }

    private Attached spawn(NodeRecord record, Engine program, @Nullable NodeCertificate certificate)
            throws IOException {
        var spec = record.spec();
        var folder = life.node.folder();
        var socket = life.house.folder().socket(record.port());
        var persistence = startingPersistence(spec);
        var config = new EngineConfig(
                spec, persistence, record.port(), folder.path(), socket, certificate, life.house.engines());
        folder.writeEngineFiles(config.file(), new Acl(program).file(spec, Tokens.sha256(record.adminPassword())));
        folder.rotateLog();
        Files.deleteIfExists(socket);
        var logFrom = folder.logLength();
        var opening = life.house.sockets().await(socket, life.node::wake);
        var process = life.house.runtime().start(folder, Allowance.of(record));
        var attached = life.attach(process, false, logFrom);
        attached.opening = opening;
        attached.engine = program;
        attached.certificate = certificate;
        if (persistence == spec.persistence()) attached.inForce = spec;
        life.launch = new Launch(process.pid(), process.startTicks(), spec.generation(), spec.restarts());
        folder.write(life.launch);
        return attached;
    }

    /** Starts with what the data folder has, so that a switch of persistence that was cut short loses nothing. */
    private Persistence startingPersistence(NodeSpec spec) throws IOException {
        var files = life.files;
        return switch (spec.persistence()) {
            case AOF, AOF_ALWAYS ->
                !files.hasAppendOnlyFile() && files.hasSnapshot() ? Persistence.SNAPSHOT : spec.persistence();
            case SNAPSHOT -> files.hasAppendOnlyFile() ? Persistence.AOF : Persistence.SNAPSHOT;
            case NONE -> {
                life.kept.expect(KeptFiles.Kept.NOTHING);
                files.setAppendOnlyFileAside();
                files.setSnapshotAside();
                yield Persistence.NONE;
            }
        };
    }
}
