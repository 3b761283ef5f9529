package io.miniredis.backend.database;

import io.miniredis.backend.database.WishBook.Recorded;
import io.miniredis.backend.operation.OperationKind;
import io.miniredis.kit.audit.Audit;
import io.miniredis.kit.secret.SecretBox;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Records what tenants wish: the database's new desired state and the operation that will make it so, in one transaction, which
 * also wakes the reconciler. Nothing is done here.
 */
@Component
class Wishes {

    private final Databases databases;
    private final WishBook book;
    private final Offers offers;
    private final Freezer freezer;
    private final SecretBox secrets;
    private final Audit audit;
    private final Clock clock;

    Wishes(
            Databases databases,
            WishBook book,
            Offers offers,
            Freezer freezer,
            SecretBox secrets,
            Audit audit,
            Clock clock) {
        this.databases = databases;
        this.book = book;
        this.offers = offers;
        this.freezer = freezer;
        this.secrets = secrets;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    Recorded create(Asked asked, NewDatabase wanted) {
        var before = book.repeated(asked);
        if (before != null) {
            var there = databases.findById(before.databaseId()).orElseThrow();
            if (before.kind() != OperationKind.CREATE || !there.name().equals(wanted.name())) {
                throw new DatabaseException.KeyReused();
            }
            return book.recorded(before);
        }
        var organization = asked.organizationId();
        freezer.requireThawed(organization);
        offers.requireEngine(wanted.engineOrDefault());
        if (wanted.tlsOrDefault()) offers.requireTls(wanted.engineOrDefault());
        offers.requireFreeName(organization, wanted.name());
        var plan = offers.requirePlan(organization, wanted.planOrDefault());
        var database = databases.save(new Database(organization, wanted, plan, secrets, clock));
        audit.record(Deeds.of(OperationKind.CREATE, database).made(database.settings()));
        return book.open(OperationKind.CREATE, database, asked);
    }

    @Transactional
    Recorded change(Asked asked, String databaseId, OperationKind kind) {
        var repeated = book.repeated(asked, kind, databaseId);
        if (repeated != null) return book.recorded(repeated);
        var database = book.require(asked.organizationId(), databaseId);
        book.requireNothingUnderWay(database, kind);
        requireSense(database, kind);
        var before = database.desired();
        database.wish(kind);
        audit.record(Deeds.of(kind, database).changed(desired(before), desired(database.desired())));
        return book.open(kind, database, asked);
    }

    @Transactional
    Recorded rotate(Asked asked, String databaseId, Duration overlap) {
        var before = book.repeated(asked, OperationKind.ROTATE, databaseId);
        if (before != null) return book.recorded(before);
        var database = book.require(asked.organizationId(), databaseId);
        book.requireNothingUnderWay(database, OperationKind.ROTATE);
        database.rotatePassword(overlap, secrets, clock.instant());
        audit.record(Deeds.of(OperationKind.ROTATE, database).made(Map.of("overlapSeconds", overlap.toSeconds())));
        return book.open(OperationKind.ROTATE, database, asked);
    }

    /** Ends the password before the current one, unless something else is under way; then it is tried again later. */
    @Transactional
    void endPreviousPassword(String databaseId) {
        var database = databases.findById(databaseId).orElseThrow();
        if (!book.isFree(databaseId)) return;
        database.endPreviousPassword();
        audit.record(Deeds.of("password.expire", database));
        book.open(OperationKind.ROTATE, database, new Asked(database.organizationId(), null, null))
                .waiter()
                .close();
    }

    private static Map<String, ?> desired(Desired desired) {
        return Map.of("desired", desired);
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
            case DELETE, CREATE, UPDATE, ROTATE -> {}
        }
    }
}
