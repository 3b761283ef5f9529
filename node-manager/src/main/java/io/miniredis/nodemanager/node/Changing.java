package io.miniredis.nodemanager.node;

import io.miniredis.kit.node.NodeHistoryEvent.Kind;
import io.miniredis.kit.node.NodeSpec;
import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.secret.Tokens;
import io.miniredis.nodemanager.connection.AdminConnection;
import io.miniredis.nodemanager.engine.Acl;
import io.miniredis.nodemanager.runtime.Allowance;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisDataException;

/** Brings a changed wish into force in an engine that runs, without a restart and without ending a connection. */
final class Changing {

    private static final Logger log = LoggerFactory.getLogger(Changing.class);
    private static final Duration SWITCH_LOOK = Duration.ofMillis(20);

    private final Life life;

    Changing(Life life) {
        this.life = life;
    }

    Duration change(Attached engine, AdminConnection admin, NodeSpec wished) throws IOException {
        try {
            var before = engine.inForce;
            var acl = new Acl(engine.engine);
            life.node
                    .folder()
                    .writeAcl(acl.file(wished, Tokens.sha256(life.record().adminPassword())));
            life.house.runtime().allow(life.node.folder(), engine.process, Allowance.of(life.record()));
            new LiveSettings(acl, admin).apply(before, wished);
            if (before == null || before.persistence() != wished.persistence()) {
                if (!switched(engine, admin, wished)) return SWITCH_LOOK;
            }
            inForce(engine, wished);
            return Duration.ZERO;
        } catch (JedisDataException refused) {
            log.warn(
                    "node {}: the engine refuses generation {}: {}",
                    life.id(),
                    wished.generation(),
                    refused.getMessage());
            life.complain("CHANGE_REFUSED", "The engine refuses the new settings: " + refused.getMessage());
            return Life.SLOWLY;
        }
    }

    private boolean switched(Attached engine, AdminConnection admin, NodeSpec wished) throws IOException {
        var under = engine.persistenceSwitch;
        if (under == null || under.wished != wished.persistence() || admin.hasEnded()) {
            under = new PersistenceSwitch(wished.persistence(), admin, life.files, life.kept);
            engine.persistenceSwitch = under;
        }
        if (!under.advance()) return false;
        engine.persistenceSwitch = null;
        return true;
    }

    private void inForce(Attached engine, NodeSpec wished) throws IOException {
        var known = engine.inForce != null;
        engine.inForce = wished;
        if (life.launch != null) {
            life.launch = life.launch.inForce(wished.generation());
            life.node.folder().write(life.launch);
        }
        if (known)
            life.tell(Kind.CHANGED, "Generation %d is in force, without a restart.".formatted(wished.generation()));
        life.become(NodeState.READY, it -> it.inForce(wished.generation(), it.restarts()));
    }
}
