package io.miniredis.backend.database;

import io.miniredis.backend.host.Host;
import io.miniredis.backend.host.Hosts;
import io.miniredis.backend.operation.Operation;
import io.miniredis.backend.operation.OperationStatus;
import io.miniredis.backend.operation.Operations;
import io.miniredis.kit.json.Page;
import io.miniredis.kit.secret.SecretBox;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads databases together with what is under way on them and whether their hosts are heard of. */
@Component
@Transactional(readOnly = true)
public class DatabaseViews {

    private final Databases databases;
    private final Operations operations;
    private final Hosts hosts;
    private final Clock clock;

    DatabaseViews(Databases databases, Operations operations, Hosts hosts, Clock clock) {
        this.databases = databases;
        this.operations = operations;
        this.hosts = hosts;
        this.clock = clock;
    }

    public DatabaseView get(String organizationId, String databaseId) {
        return find(organizationId, databaseId).orElseThrow(() -> new DatabaseException.Unknown(databaseId));
    }

    /** Empty when the organization has none with this id, or it is deleted. */
    public Optional<DatabaseView> find(String organizationId, String databaseId) {
        return databases
                .findOf(organizationId, databaseId)
                .map(it -> views(List.of(it)).getFirst());
    }

    /** The answer to a creation: what its operation has come to, with the password. */
    Created created(String organizationId, String operationId, SecretBox secrets) {
        var operation = operations.findById(operationId).orElseThrow();
        if (operation.status() == OperationStatus.FAILED) {
            throw new DatabaseException.GivenUp(
                    String.valueOf(operation.reason()), String.valueOf(operation.message()));
        }
        var database = databases
                .findOf(organizationId, operation.databaseId())
                .orElseThrow(() -> new DatabaseException.Unknown(operation.databaseId()));
        var lost = isLost(lostHosts(), database.primary().hostId());
        var view = DatabaseView.of(database, operation.isOpen() ? operation : null, lost);
        return new Created(CreatedDatabase.of(view, database.password(secrets)), operation.isOpen());
    }

    /** @param underWay whether the database is still being created */
    record Created(CreatedDatabase answer, boolean underWay) {}

    /** @param among the only ones that exist for the caller; null for all */
    Page<DatabaseView> page(String organizationId, @Nullable Set<String> among, String before, int limit) {
        var most = Limit.of(limit + 1);
        var ids = among == null
                ? databases.findIds(organizationId, before, most)
                : databases.findIds(organizationId, among, before, most);
        var shown = ids.stream().limit(limit).toList();
        var items = shown.isEmpty() ? List.<DatabaseView>of() : views(databases.findAllById(shown));
        return new Page<>(items, ids.size() > limit ? shown.getLast() : null);
    }

    /** The nodes of every organization, newest first. */
    public Page<NodeOverview> everywhere(String before, int limit) {
        var ids = databases.findIds(before, Limit.of(limit + 1));
        var shown = ids.stream().limit(limit).toList();
        if (shown.isEmpty()) return new Page<>(List.of(), null);
        var found = databases.findAllById(shown);
        var views = views(found);
        var items = IntStream.range(0, found.size())
                .mapToObj(it -> NodeOverview.of(found.get(it), views.get(it)))
                .toList();
        return new Page<>(items, ids.size() > limit ? shown.getLast() : null);
    }

    private List<DatabaseView> views(List<Database> found) {
        var underWay = operations.findOpen(found.stream().map(Database::id).toList()).stream()
                .collect(Collectors.toMap(Operation::databaseId, Function.identity()));
        var lost = lostHosts();
        return found.stream()
                .map(it -> DatabaseView.of(
                        it, underWay.get(it.id()), isLost(lost, it.primary().hostId())))
                .toList();
    }

    private static boolean isLost(Set<String> lost, @Nullable String hostId) {
        return hostId != null && lost.contains(hostId);
    }

    private Set<String> lostHosts() {
        var now = clock.instant();
        var lost = new HashSet<String>();
        for (Host host : hosts.findAll()) if (host.lostAt(now)) lost.add(host.id());
        return lost;
    }
}
