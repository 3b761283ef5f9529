package io.miniredis.nodemanager.node;

import io.miniredis.kit.node.NodeHistoryEvent.Kind;
import io.miniredis.kit.node.NodeState;
import io.miniredis.nodemanager.certificate.AuthorityUnavailable;
import io.miniredis.nodemanager.certificate.Handshake;
import io.miniredis.nodemanager.certificate.NodeCertificate;
import io.miniredis.nodemanager.connection.AdminConnection;
import io.miniredis.nodemanager.engine.EngineConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisDataException;

/** What an engine needs from time to time while nothing is wished of it. */
final class Upkeep {

    private static final Logger log = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration DEADLINE = Duration.ofMillis(1500);
    private static final Duration ASK_AGAIN = Duration.ofMinutes(1);

    private final Life life;
    private Instant askAfter = Instant.MIN;

    Upkeep(Life life) {
        this.life = life;
    }

    void look(Attached engine, AdminConnection admin) throws IOException {
        var certificate = engine.certificate;
        if (life.spec().tls()) renewWhenDue(engine, admin, certificate);
        engine.pulse.vitals().ifPresent(it -> engine.tempo.adjust(admin, it));
        var upgrade = Readying.upgrade(engine.engine, life.house.engine().current());
        if (engine.pulse.vitals().map(Vitals::canWrite).orElse(true)) {
            life.become(NodeState.READY, it -> it.upgradable(upgrade.orElse(null)));
        } else {
            cannotWrite(engine);
        }
    }

    private void cannotWrite(Attached engine) {
        if (life.isFor("WRITE_FAILED")) return;
        var message = "The engine could not write its data to the disk and may refuse writes until it can. "
                + life.lastWords(engine.logFrom);
        life.tell(Kind.FAILED, message);
        life.complain("WRITE_FAILED", message);
    }

    private void renewWhenDue(Attached engine, AdminConnection admin, @Nullable NodeCertificate known)
            throws IOException {
        var now = life.house.clock().instant();
        if (known != null && !known.isDueAt(now) || now.isBefore(askAfter)) return;
        askAfter = now.plus(ASK_AGAIN);
        try {
            present(engine, admin, life.certificates.renew());
            askAfter = Instant.MIN;
        } catch (AuthorityUnavailable notNow) {
            log.warn("node {}: {}", life.id(), notNow.getMessage());
        } catch (JedisDataException refused) {
            log.error("node {}: the engine refuses its new certificate: {}", life.id(), refused.getMessage());
        }
    }

    /** Has the engine present another certificate; done when a client is given it. Open connections stay. */
    private void present(Attached engine, AdminConnection admin, NodeCertificate next) throws IOException {
        var command = new ArrayList<>(List.of("CONFIG", "SET"));
        for (var setting : EngineConfig.presenting(next)) command.addAll(List.of(setting.name(), setting.value()));
        admin.call(DEADLINE, command.toArray(String[]::new));
        if (!Handshake.presents(address(), next)) {
            log.error("node {}: a client is still given the certificate before number {}", life.id(), next.number());
            return;
        }
        engine.certificate = next;
        life.tell(Kind.CERTIFICATE, "A new certificate is presented; it ends on %s.".formatted(next.expiresAt()));
        life.become(NodeState.READY, it -> it.certified(next.expiresAt()));
    }

    private InetSocketAddress address() {
        var bind = life.house.engines().bind().strip().split("\\s+", -1)[0];
        var host = bind.contains("*") ? "127.0.0.1" : bind.replaceFirst("^-", "");
        return new InetSocketAddress(host, life.record().port());
    }
}
