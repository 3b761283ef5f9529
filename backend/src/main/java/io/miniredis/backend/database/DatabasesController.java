package io.miniredis.backend.database;

import io.miniredis.backend.operation.OperationKind;
import io.miniredis.backend.operation.OperationView;
import io.miniredis.backend.operation.Operations;
import io.miniredis.kit.audit.Audited;
import io.miniredis.kit.json.Page;
import io.miniredis.kit.secret.SecretBox;
import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Needs;
import io.miniredis.kit.token.Right;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Databases as tenants see and change them. */
@RestController
@RequestMapping("/api/v1/databases")
class DatabasesController {

    /** How long a creation's answer may wait for the database to be there. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Sorts after every id. */
    private static final String NEWEST = "db_~";

    private static final String KEY = "Idempotency-Key";

    private final Wishes wishes;
    private final Updates updates;
    private final PlanFit fit;
    private final DatabaseViews views;
    private final Operations operations;
    private final SecretBox secrets;

    DatabasesController(
            Wishes wishes,
            Updates updates,
            PlanFit fit,
            DatabaseViews views,
            Operations operations,
            SecretBox secrets) {
        this.wishes = wishes;
        this.updates = updates;
        this.fit = fit;
        this.views = views;
        this.operations = operations;
        this.secrets = secrets;
    }

    record OperationAnswer(OperationView operation) {}

    @PostMapping
    @Needs(Right.CREATE_DATABASE)
    @Audited(Deeds.CREATE)
    ResponseEntity<CreatedDatabase> create(
            Caller caller,
            @RequestBody @Valid NewDatabase wanted,
            @RequestHeader(name = KEY, required = false) @Size(max = 100) @Nullable String key) {
        var wish = wishes.create(Asked.of(caller, key), wanted);
        try (var waiter = wish.waiter()) {
            waiter.await(PATIENCE);
        }
        var created = views.created(caller.organizationId(), wish.operationId(), secrets);
        return ResponseEntity.status(created.underWay() ? HttpStatus.ACCEPTED : HttpStatus.CREATED)
                .location(URI.create("/api/v1/databases/" + wish.databaseId()))
                .header("Cache-Control", "no-store")
                .body(created.answer());
    }

    @GetMapping
    @Needs(Right.SEE_DATABASES)
    Page<DatabaseView> list(
            Caller caller,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(defaultValue = NEWEST)
                    @Pattern(regexp = "db_[0-9a-z~]{1,26}", message = "must be the next of a page before")
                    String cursor) {
        return views.page(caller.organizationId(), caller.scope().databases(), cursor, limit);
    }

    @GetMapping("/{databaseId}")
    @Needs(Right.SEE_DATABASES)
    DatabaseView get(Caller caller, @PathVariable String databaseId) {
        return views.get(caller.organizationId(), databaseId);
    }

    @PatchMapping("/{databaseId}")
    @Needs(Right.CHANGE_DATABASE)
    @Audited(Deeds.UPDATE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    OperationAnswer update(
            Caller caller,
            @PathVariable String databaseId,
            @RequestBody @Valid DatabaseChange change,
            @RequestHeader(name = KEY, required = false) @Size(max = 100) @Nullable String key) {
        fit.require(caller.organizationId(), databaseId, change);
        var wish = updates.update(caller, databaseId, change, key);
        try (var waiter = wish.waiter()) {
            waiter.await(PATIENCE);
        }
        return answer(wish);
    }

    @DeleteMapping("/{databaseId}")
    @Needs(Right.DELETE_DATABASE)
    @Audited(Deeds.DELETE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    OperationAnswer delete(
            Caller caller,
            @PathVariable String databaseId,
            @RequestHeader(name = KEY, required = false) @Size(max = 100) @Nullable String key) {
        return change(caller, databaseId, OperationKind.DELETE, key);
    }

    @PostMapping("/{databaseId}/start")
    @Needs(Right.CHANGE_DATABASE)
    @Audited(Deeds.START)
    @ResponseStatus(HttpStatus.ACCEPTED)
    OperationAnswer start(
            Caller caller,
            @PathVariable String databaseId,
            @RequestHeader(name = KEY, required = false) @Size(max = 100) @Nullable String key) {
        return change(caller, databaseId, OperationKind.START, key);
    }

    @PostMapping("/{databaseId}/stop")
    @Needs(Right.CHANGE_DATABASE)
    @Audited(Deeds.STOP)
    @ResponseStatus(HttpStatus.ACCEPTED)
    OperationAnswer stop(
            Caller caller,
            @PathVariable String databaseId,
            @RequestHeader(name = KEY, required = false) @Size(max = 100) @Nullable String key) {
        return change(caller, databaseId, OperationKind.STOP, key);
    }

    @PostMapping("/{databaseId}/restart")
    @Needs(Right.CHANGE_DATABASE)
    @Audited(Deeds.RESTART)
    @ResponseStatus(HttpStatus.ACCEPTED)
    OperationAnswer restart(
            Caller caller,
            @PathVariable String databaseId,
            @RequestHeader(name = KEY, required = false) @Size(max = 100) @Nullable String key) {
        return change(caller, databaseId, OperationKind.RESTART, key);
    }

    private OperationAnswer change(Caller caller, String databaseId, OperationKind kind, @Nullable String key) {
        var wish = wishes.change(Asked.of(caller, key), databaseId, kind);
        wish.waiter().close();
        return answer(wish);
    }

    private OperationAnswer answer(WishBook.Recorded wish) {
        return new OperationAnswer(
                OperationView.of(operations.findById(wish.operationId()).orElseThrow()));
    }
}
