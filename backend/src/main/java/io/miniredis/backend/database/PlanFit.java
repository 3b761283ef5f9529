package io.miniredis.backend.database;

import io.miniredis.backend.host.Hosts;
import io.miniredis.backend.host.NodeManagers;
import io.miniredis.backend.host.NodeManagers.HostRefused;
import io.miniredis.backend.host.NodeManagers.HostUnreachable;
import io.miniredis.backend.plan.Plans;
import io.miniredis.kit.node.CommandRequest;
import io.miniredis.kit.node.EvictionPolicy;
import io.miniredis.kit.secret.SecretBox;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Keeps a database from a plan that its data does not fit into: the engine would refuse every write, and after a restart its host's
 * limit of memory might not let it load. With a policy that evicts any key it fits by itself.
 */
@Component
class PlanFit {

    private static final Pattern USED = Pattern.compile("(?m)^used_memory:(\\d+)");

    private final Databases databases;
    private final Plans plans;
    private final Hosts hosts;
    private final NodeManagers nodeManagers;
    private final SecretBox secrets;

    PlanFit(Databases databases, Plans plans, Hosts hosts, NodeManagers nodeManagers, SecretBox secrets) {
        this.databases = databases;
        this.plans = plans;
        this.hosts = hosts;
        this.nodeManagers = nodeManagers;
        this.secrets = secrets;
    }

    /**
     * Asks the engine, where the change is to less memory; call it outside of a transaction.
     *
     * @throws DatabaseException.PlanTooSmall when more is in use than the plan has
     */
    void require(String organizationId, String databaseId, DatabaseChange change) {
        var wanted =
                change.plan() == null ? null : plans.findById(change.plan()).orElse(null);
        var database = databases.findOf(organizationId, databaseId).orElse(null);
        if (wanted == null || database == null || wanted.memoryBytes() >= database.memoryBytes()) return;
        var policy = change.evictionPolicy() == null ? database.evictionPolicy() : change.evictionPolicy();
        if (evictsAnyKey(policy)) return;
        var used = used(database);
        if (used.isPresent() && used.getAsLong() > wanted.memoryBytes()) {
            throw new DatabaseException.PlanTooSmall(used.getAsLong(), wanted.id(), wanted.memoryBytes());
        }
    }

    private static boolean evictsAnyKey(EvictionPolicy policy) {
        return switch (policy) {
            case ALLKEYS_LRU, ALLKEYS_LFU, ALLKEYS_RANDOM -> true;
            case NOEVICTION, VOLATILE_LRU, VOLATILE_LFU, VOLATILE_RANDOM, VOLATILE_TTL -> false;
        };
    }

    /** Empty while the engine does not run, or its host does not answer. */
    private OptionalLong used(Database database) {
        var hostId = database.primary().hostId();
        if (hostId == null) return OptionalLong.empty();
        try {
            var reply = nodeManagers.run(
                    hosts.findById(hostId).orElseThrow(),
                    database.primary().id(),
                    new CommandRequest(database.password(secrets), List.of("INFO", "memory")));
            var used = USED.matcher(String.valueOf(reply.result()));
            return used.find() ? OptionalLong.of(Long.parseLong(used.group(1))) : OptionalLong.empty();
        } catch (HostUnreachable | HostRefused notNow) {
            return OptionalLong.empty();
        }
    }
}
