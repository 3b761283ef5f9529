package io.miniredis.nodemanager.node;

import io.miniredis.kit.node.DesiredState;
import io.miniredis.kit.node.EvictionPolicy;
import io.miniredis.kit.node.NodeSpec;
import io.miniredis.kit.node.Persistence;
import io.miniredis.kit.secret.Tokens;
import java.util.List;
import java.util.function.Consumer;

/** Wishes as the backend sends them. */
public final class SpecsForTests {

    private SpecsForTests() {}

    /** A running node of 32 MiB, without TLS, whose passwords are those of {@link HostForTests}. */
    public static NodeSpec spec(String nodeId) {
        return new NodeSpec(
                nodeId,
                1,
                "db_test",
                "org_test",
                DesiredState.RUNNING,
                0,
                "any",
                32 << 20,
                100,
                EvictionPolicy.NOEVICTION,
                Persistence.AOF,
                false,
                List.of(Tokens.sha256(HostForTests.PASSWORD)),
                List.of(Tokens.sha256(HostForTests.MONITOR_PASSWORD)));
    }

    /** What a test may wish otherwise. */
    public static final class Draft {
        private final NodeSpec before;
        public long generation;
        public DesiredState desired;
        public long restarts;
        public long maxMemoryBytes;
        public int maxClients;
        public EvictionPolicy evictionPolicy;
        public Persistence persistence;
        public boolean tls;
        public List<String> tenantPasswordHashes;

        private Draft(NodeSpec before) {
            this.before = before;
            generation = before.generation();
            desired = before.desired();
            restarts = before.restarts();
            maxMemoryBytes = before.maxMemoryBytes();
            maxClients = before.maxClients();
            evictionPolicy = before.evictionPolicy();
            persistence = before.persistence();
            tls = before.tls();
            tenantPasswordHashes = before.tenantPasswordHashes();
        }

        public void tenantPasswords(String... passwords) {
            tenantPasswordHashes =
                    List.of(passwords).stream().map(Tokens::sha256).toList();
        }

        private NodeSpec spec() {
            return new NodeSpec(
                    before.nodeId(),
                    generation,
                    before.databaseId(),
                    before.organizationId(),
                    desired,
                    restarts,
                    before.engine(),
                    maxMemoryBytes,
                    maxClients,
                    evictionPolicy,
                    persistence,
                    tls,
                    tenantPasswordHashes,
                    before.monitorPasswordHashes());
        }
    }

    /** The spec with changes; of the same generation, unless that is changed too. */
    public static NodeSpec with(NodeSpec it, Consumer<Draft> changes) {
        var draft = new Draft(it);
        changes.accept(draft);
        return draft.spec();
    }

    /** The next generation of a spec, with another wish. */
    public static NodeSpec next(
            NodeSpec it, DesiredState desired, long restarts, Persistence persistence, long memory) {
        return with(it, next -> {
            next.generation++;
            next.desired = desired;
            next.restarts = restarts;
            next.persistence = persistence;
            next.maxMemoryBytes = memory;
        });
    }

    public static NodeSpec desired(NodeSpec it, DesiredState desired) {
        return next(it, desired, it.restarts(), it.persistence(), it.maxMemoryBytes());
    }

    /** The spec with another persistence, of the same generation. */
    public static NodeSpec keeping(NodeSpec it, Persistence persistence) {
        return with(it, other -> other.persistence = persistence);
    }

    /** The spec with TLS or without, of a generation of its own. */
    public static NodeSpec speakingTls(NodeSpec it, long generation, boolean tls) {
        return with(it, other -> {
            other.generation = generation;
            other.tls = tls;
        });
    }
}
