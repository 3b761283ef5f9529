package io.miniredis.backend.database;

import io.miniredis.backend.host.Host;
import io.miniredis.backend.host.Hosts;
import io.miniredis.backend.operation.Operation;
import io.miniredis.backend.operation.OperationKind;
import io.miniredis.backend.operation.OperationOpened;
import io.miniredis.backend.operation.OperationWaiters;
import io.miniredis.backend.operation.Operations;
import io.miniredis.backend.plan.Plan;
import io.miniredis.backend.plan.Plans;
import io.miniredis.kit.secret.SecretBox;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Records what tenants wish: the database's new desired state and the operation that will make it so, in one transaction, which
 * also wakes the reconciler. Nothing is done here.
 */
@Component
class Wishes {

    /** A wish on record, and the wait for it. */
    record Recorded(String databaseId, String operationId, OperationWaiters.Waiter waiter) {}

    private final Databases databases;
    private final Operations operations;
    private final OperationWaiters waiters;
    private final Plans plans;
    private final Hosts hosts;
    private final SecretBox secrets;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Wishes(
            Databases databases,
            Operations operations,
            OperationWaiters waiters,
            Plans plans,
            Hosts hosts,
            SecretBox secrets,
            ApplicationEventPublisher events,
            Clock clock) {
        this.databases = databases;
        this.operations = operations;
        this.waiters = waiters;
        this.plans = plans;
        this.hosts = hosts;
        this.secrets = secrets;
        this.events = events;
        this.clock = clock;
    }

    @Transactional
    Recorded create(String organizationId, NewDatabase wanted, @Nullable String key) {
        databases.lockOrganization(organizationId);
        var before = repeated(organizationId, key);
        if (before != null) {
            var there = databases.findById(before.databaseId()).orElseThrow();
            if (before.kind() != OperationKind.CREATE || !there.name().equals(wanted.name())) {
                throw new DatabaseException.KeyReused();
            }
            return recorded(before);
        }
        var plan = planOf(wanted);
        requireEngine(wanted.engineOrDefault());
        if (databases.existsByName(organizationId, wanted.name())) {
            throw new DatabaseException.NameTaken(wanted.name());
        }
        if (databases.countOf(organizationId, plan.id()) >= plan.maxDatabases()) {
            throw new DatabaseException.QuotaReached(plan.id(), plan.maxDatabases());
        }
        var database = databases.save(new Database(organizationId, wanted, plan, secrets, clock));
        return open(OperationKind.CREATE, database, key);
    }

    @Transactional
    Recorded change(String organizationId, String databaseId, OperationKind kind, @Nullable String key) {
        databases.lockOrganization(organizationId);
        var before = repeated(organizationId, key);
        if (before != null) {
            if (before.kind() != kind || !before.databaseId().equals(databaseId))
                throw new DatabaseException.KeyReused();
            return recorded(before);
        }
        var database = require(organizationId, databaseId);
        requireNothingUnderWay(database, kind);
        requireSense(database, kind);
        database.wish(kind);
        return open(kind, database, key);
    }

    @Transactional
    Recorded rotate(String organizationId, String databaseId, Duration overlap, @Nullable String key) {
        databases.lockOrganization(organizationId);
        var before = repeated(organizationId, key);
        if (before != null) {
            if (before.kind() != OperationKind.ROTATE || !before.databaseId().equals(databaseId)) {
                throw new DatabaseException.KeyReused();
            }
            return recorded(before);
        }
        var database = require(organizationId, databaseId);
        requireNothingUnderWay(database, OperationKind.ROTATE);
        database.rotatePassword(overlap, secrets, clock.instant());
        return open(OperationKind.ROTATE, database, key);
    }

    /** Ends the password before the current one, unless something else is under way; then it is tried again later. */
    @Transactional
    void endPreviousPassword(String databaseId) {
        var database = databases.findById(databaseId).orElseThrow();
        if (operations.findOpen(databaseId).isPresent()) return;
        database.endPreviousPassword();
        open(OperationKind.ROTATE, database, null).waiter().close();
    }

    private @Nullable Operation repeated(String organizationId, @Nullable String key) {
        return key == null
                ? null
                : operations
                        .findByOrganizationIdAndIdempotencyKey(organizationId, key)
                        .orElse(null);
    }

    private Recorded recorded(Operation operation) {
        var waiter = waiters.register(operation.id());
        if (!operation.isOpen()) waiters.finished(operation.id());
        return new Recorded(operation.databaseId(), operation.id(), waiter);
    }

    private Recorded open(OperationKind kind, Database database, @Nullable String key) {
        var operation = operations.save(new Operation(kind, database.id(), database.organizationId(), key, clock));
        var waiter = waiters.register(operation.id());
        events.publishEvent(new OperationOpened(operation.id()));
        return new Recorded(database.id(), operation.id(), waiter);
    }

    private Plan planOf(NewDatabase wanted) {
        return plans.findById(wanted.planOrDefault())
                .orElseThrow(() -> new DatabaseException.PlanUnknown(
                        plans.findAllByOrderByPosition().stream().map(Plan::id).collect(Collectors.joining(", "))));
    }

    private void requireEngine(String engine) {
        if (engine.equals("any")) return;
        var known = hosts.findAll().stream().map(Host::engine).collect(Collectors.toSet());
        if (!known.isEmpty() && !known.contains(engine)) throw new DatabaseException.EngineNotOffered(engine);
    }

    private Database require(String organizationId, String databaseId) {
        return databases
                .findOf(organizationId, databaseId)
                .orElseThrow(() -> new DatabaseException.Unknown(databaseId));
    }

    /** A deletion takes over from whatever is under way, so that nothing that is stuck keeps a tenant from leaving. */
    private void requireNothingUnderWay(Database database, OperationKind wish) {
        var underWay = operations.findOpen(database.id()).orElse(null);
        if (underWay == null) return;
        if (wish != OperationKind.DELETE || underWay.kind() == OperationKind.DELETE) {
            throw new DatabaseException.OperationUnderWay(underWay.kind().name().toLowerCase(Locale.ROOT));
        }
        underWay.fail("SUPERSEDED", "The database was deleted before this was done.", clock.instant());
        operations.saveAndFlush(underWay);
    }

    private static void requireSense(Database database, OperationKind kind) {
        switch (kind) {
            case START -> {
                if (database.desired() == Desired.RUNNING) {
                    throw new DatabaseException.NotPossible("The database is started already.");
                }
            }
            case STOP -> {
                if (database.desired() == Desired.STOPPED) {
                    throw new DatabaseException.NotPossible("The database is stopped already.");
                }
            }
            case RESTART -> {
                if (database.desired() == Desired.STOPPED) {
                    throw new DatabaseException.NotPossible("The database is stopped. Start it instead.");
                }
            }
            case DELETE, CREATE, ROTATE -> {}
        }
    }
}
