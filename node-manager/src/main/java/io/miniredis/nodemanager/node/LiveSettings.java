package io.miniredis.nodemanager.node;

import io.miniredis.kit.node.NodeSpec;
import io.miniredis.nodemanager.connection.AdminConnection;
import io.miniredis.nodemanager.engine.Acl;
import io.miniredis.nodemanager.engine.EngineConfig;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings a changed spec into a running engine, without a restart and without ending a connection. Users are changed one by one with
 * {@code ACL SETUSER}: {@code ACL LOAD} ends every connection but the tenant's on Redis 7.0.
 */
final class LiveSettings {

    private static final Duration DEADLINE = Duration.ofMillis(1500);

    private final Acl acl;
    private final AdminConnection admin;

    LiveSettings(Acl acl, AdminConnection admin) {
        this.acl = acl;
        this.admin = admin;
    }

    /**
     * @param before what is in force, or null when that is not known
     * @throws redis.clients.jedis.exceptions.JedisDataException when the engine refuses a value
     */
    void apply(@Nullable NodeSpec before, NodeSpec wished) {
        if (before == null || !acl.tenant(before).equals(acl.tenant(wished))) setUser(acl.tenant(wished));
        if (before == null || !acl.monitor(before).equals(acl.monitor(wished))) setUser(acl.monitor(wished));
        var known = before == null ? List.<EngineConfig.Setting>of() : EngineConfig.live(before);
        for (var setting : EngineConfig.live(wished)) {
            if (!known.contains(setting)) admin.call(DEADLINE, "CONFIG", "SET", setting.name(), setting.value());
        }
    }

    private void setUser(List<String> rules) {
        admin.call(
                DEADLINE,
                Stream.concat(Stream.of("ACL", "SETUSER"), rules.stream()).toArray(String[]::new));
    }
}
