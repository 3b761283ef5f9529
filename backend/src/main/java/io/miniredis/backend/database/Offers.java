package io.miniredis.backend.database;

import io.miniredis.backend.host.Host;
import io.miniredis.backend.host.Hosts;
import io.miniredis.backend.plan.Plan;
import io.miniredis.backend.plan.Plans;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What an organization can have here: plans within their quotas, free names, and what the hosts can do. */
@Component
class Offers {

    private final Databases databases;
    private final Plans plans;
    private final Hosts hosts;

    Offers(Databases databases, Plans plans, Hosts hosts) {
        this.databases = databases;
        this.plans = plans;
        this.hosts = hosts;
    }

    /** The plan of this name, which the organization has room for. */
    Plan requirePlan(String organizationId, String planId) {
        var plan = plans.findById(planId)
                .orElseThrow(() -> new DatabaseException.PlanUnknown(
                        plans.findAllByOrderByPosition().stream().map(Plan::id).collect(Collectors.joining(", "))));
        if (databases.countOf(organizationId, plan.id()) >= plan.maxDatabases()) {
            throw new DatabaseException.QuotaReached(plan.id(), plan.maxDatabases());
        }
        return plan;
    }

    void requireFreeName(String organizationId, String name) {
        if (databases.existsByName(organizationId, name)) throw new DatabaseException.NameTaken(name);
    }

    void requireEngine(String engine) {
        if (engine.equals("any")) return;
        var known = hosts.findAll().stream().map(Host::engine).collect(Collectors.toSet());
        if (!known.isEmpty() && !known.contains(engine)) throw new DatabaseException.EngineNotOffered(engine);
    }

    /** For a new database: some host of that engine has to speak TLS. */
    void requireTls(String engine) {
        var spoken = hosts.findAll().stream()
                .filter(it -> engine.equals("any") || engine.equals(it.engine()))
                .anyMatch(Host::tls);
        if (!spoken) throw new DatabaseException.TlsNotOffered("no host here has an engine that was built with it");
    }

    /** For a database that is there: it stays where it is, so its own host has to. */
    void requireTlsWhere(Database database) {
        var hostId = database.primary().hostId();
        if (hostId == null || !hosts.findById(hostId).map(Host::tls).orElse(false)) {
            throw new DatabaseException.TlsNotOffered("the engine of this database's host was built without it");
        }
    }
}
