package io.miniredis.backend.reconcile;

import io.miniredis.backend.database.Databases;
import io.miniredis.backend.database.HostLoad;
import io.miniredis.backend.host.Host;
import io.miniredis.backend.host.Hosts;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Picks the host with the most memory that is promised to nobody, among those that are heard of, can do what it needs and have a port left. */
@Component
class PlaceStep implements Step {

    private final Hosts hosts;
    private final Databases databases;
    private final Clock clock;

    PlaceStep(Hosts hosts, Databases databases, Clock clock) {
        this.hosts = hosts;
        this.databases = databases;
        this.clock = clock;
    }

    @Override
    public Outcome run(Work work) {
        var alive = hosts.findAll().stream()
                .filter(it -> !it.lostAt(clock.instant()))
                .filter(it -> work.database().engine().equals("any")
                        || work.database().engine().equals(it.engine()))
                .filter(it -> it.tls() || !work.database().tls())
                .toList();
        if (alive.isEmpty()) {
            return new Outcome.Wait(
                    "NO_HOST", "No host is there to take it right now. It is created as soon as one is.");
        }
        var loads = loads();
        List<Host> roomy = alive.stream()
                .filter(it -> load(loads, it).nodes() < it.ports())
                .toList();
        if (roomy.isEmpty()) {
            return new Outcome.GiveUp(
                    "PORT_POOL_EXHAUSTED",
                    "All ports for databases are in use. Delete a database, or have the operator widen REDIS_PORT_START..REDIS_PORT_END"
                            + " or add a host.");
        }
        var chosen = roomy.stream()
                .max(Comparator.comparingLong(
                        it -> it.memoryBytes() - load(loads, it).memoryBytes()))
                .orElseThrow();
        return new Outcome.Advance(it -> it.placeOn(chosen.id()));
    }

    private Map<String, HostLoad> loads() {
        return databases.loads().stream().collect(Collectors.toMap(HostLoad::hostId, it -> it));
    }

    private static HostLoad load(Map<String, HostLoad> loads, Host host) {
        return loads.getOrDefault(host.id(), new HostLoad(host.id(), 0, 0));
    }
}
