package io.miniredis.backend.database;

import io.miniredis.backend.database.WishBook.Recorded;
import io.miniredis.backend.operation.OperationKind;
import io.miniredis.kit.audit.Audit;
import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Right;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Records changes of a database's settings. The name is changed at once; everything else is the host's to take over. */
@Component
class Updates {

    private final WishBook book;
    private final Offers offers;
    private final Audit audit;

    Updates(WishBook book, Offers offers, Audit audit) {
        this.book = book;
        this.offers = offers;
        this.audit = audit;
    }

    @Transactional
    Recorded update(Caller caller, String databaseId, DatabaseChange wanted, @Nullable String key) {
        var asked = Asked.of(caller, key);
        var before = book.repeated(asked, OperationKind.UPDATE, databaseId);
        if (before != null) return book.recorded(before);
        var database = book.require(asked.organizationId(), databaseId);
        var change = wanted.comparedTo(database);
        if (change.isNothing()) throw new DatabaseException.NothingToChange();
        if (change.plan() != null) caller.require(Right.CHANGE_PLAN);
        requireStays(database);
        if (change.concernsEngine()) book.requireNothingUnderWay(database, OperationKind.UPDATE);
        var settings = database.settings();
        if (change.name() != null) {
            offers.requireFreeName(asked.organizationId(), change.name());
            database.rename(change.name());
        }
        if (!change.concernsEngine()) {
            record(database, settings);
            return book.done(OperationKind.UPDATE, database, asked);
        }
        if (Boolean.TRUE.equals(change.tls())) offers.requireTlsWhere(database);
        database.update(
                change, change.plan() == null ? null : offers.requirePlan(asked.organizationId(), change.plan()));
        record(database, settings);
        return book.open(OperationKind.UPDATE, database, asked);
    }

    private void record(Database database, Map<String, ?> before) {
        audit.record(Deeds.of(OperationKind.UPDATE, database).changed(before, database.settings()));
    }

    private static void requireStays(Database database) {
        if (database.desired() == Desired.DELETED) {
            throw new DatabaseException.NotPossible("The database is being deleted.");
        }
    }
}
