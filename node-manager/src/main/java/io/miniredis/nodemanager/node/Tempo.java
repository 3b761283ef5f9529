package io.miniredis.nodemanager.node;

import io.miniredis.nodemanager.connection.AdminConnection;
import io.miniredis.nodemanager.engine.Acl;
import io.miniredis.nodemanager.engine.EngineProperties;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How often an engine looks for work of its own: rarely while no tenant is connected to it, so that a thousand idle engines cost next
 * to nothing. A tenant that comes is seen when the engine is next looked after, within seconds; until then a blocking command's
 * timeout may be late by up to a second.
 */
final class Tempo {

    private static final Duration DEADLINE = Duration.ofMillis(1500);
    private static final Duration CALM = Duration.ofSeconds(10);
    private static final Pattern USER = Pattern.compile("(?m) user=(\\S+)");

    private static final Pattern CONFIGURED = Pattern.compile("(?m)^configured_hz:(\\d+)");

    private final EngineProperties engines;
    private int hz;
    private long lastTenant = System.nanoTime();

    Tempo(EngineProperties engines) {
        this.engines = engines;
        this.hz = engines.hz();
    }

    /** What the engine says that it runs at; an adopted one may have been slowed down already. */
    void learn(String infoServer) {
        var configured = CONFIGURED.matcher(infoServer);
        if (configured.find()) hz = Integer.parseInt(configured.group(1));
    }

    void adjust(AdminConnection admin, Vitals vitals) {
        if (hasTenants(admin, vitals)) lastTenant = System.nanoTime();
        var wanted = System.nanoTime() - lastTenant < CALM.toNanos() ? engines.hz() : engines.idleHz();
        if (wanted == hz) return;
        admin.call(DEADLINE, "CONFIG", "SET", "hz", Integer.toString(wanted));
        hz = wanted;
    }

    /** One connection is ours, another one may be monitoring's; which of the two it is has to be asked. */
    private static boolean hasTenants(AdminConnection admin, Vitals vitals) {
        if (vitals.clients() != 2) return vitals.clients() > 2;
        return USER.matcher(admin.call(DEADLINE, "CLIENT", "LIST"))
                .results()
                .map(it -> it.group(1))
                .anyMatch(it -> !it.equals(Acl.ADMIN) && !it.equals(Acl.MONITOR));
    }
}
