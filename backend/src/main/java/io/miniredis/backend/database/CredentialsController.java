package io.miniredis.backend.database;

import io.miniredis.backend.operation.OperationStatus;
import io.miniredis.backend.operation.Operations;
import io.miniredis.kit.audit.Audit;
import io.miniredis.kit.audit.Audited;
import io.miniredis.kit.secret.SecretBox;
import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Needs;
import io.miniredis.kit.token.Right;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How to log in to a database, and how to change that. */
@RestController
@RequestMapping("/api/v1/databases/{databaseId}/credentials")
class CredentialsController {

    private final Databases databases;
    private final Wishes wishes;
    private final Operations operations;
    private final SecretBox secrets;
    private final Audit audit;

    CredentialsController(Databases databases, Wishes wishes, Operations operations, SecretBox secrets, Audit audit) {
        this.databases = databases;
        this.wishes = wishes;
        this.operations = operations;
        this.secrets = secrets;
        this.audit = audit;
    }

    /**
     * What a client logs in with.
     *
     * @param url null while the database has no port
     * @param previousPasswordExpiresAt until when the password before this one is valid; null when it is not
     */
    record Credentials(
            String username,
            String password,
            @Nullable String url,
            @Nullable Instant previousPasswordExpiresAt) {}

    /** @param overlapSeconds how long the old password stays valid, up to a week; not at all by default */
    record Rotation(@Nullable @Min(0) @Max(604_800) Integer overlapSeconds) {
        Duration overlap() {
            return Duration.ofSeconds(overlapSeconds == null ? 0 : overlapSeconds);
        }
    }

    /** Nobody sees a password without it being on record. */
    @GetMapping
    @Needs(Right.SEE_PASSWORD)
    @Audited(Deeds.SEE_PASSWORD)
    ResponseEntity<Credentials> get(Caller caller, @PathVariable String databaseId) {
        var database = find(caller, databaseId);
        audit.record(Deeds.of(Deeds.SEE_PASSWORD, database));
        return answer(database);
    }

    @PostMapping("/rotate")
    @Needs(Right.SEE_PASSWORD)
    @Audited(Deeds.ROTATE_PASSWORD)
    ResponseEntity<Credentials> rotate(
            Caller caller,
            @PathVariable String databaseId,
            @RequestBody(required = false) @Valid @Nullable Rotation rotation,
            @RequestHeader(name = "Idempotency-Key", required = false) @Size(max = 100) @Nullable String key) {
        var overlap = rotation == null ? Duration.ZERO : rotation.overlap();
        var wish = wishes.rotate(Asked.of(caller, key), databaseId, overlap);
        try (var waiter = wish.waiter()) {
            waiter.await(DatabasesController.PATIENCE);
        }
        var operation = operations.findById(wish.operationId()).orElseThrow();
        if (operation.status() != OperationStatus.SUCCEEDED) throw new DatabaseException.NotAppliedYet();
        return answer(find(caller, databaseId));
    }

    private Database find(Caller caller, String databaseId) {
        return databases
                .findOf(caller.organizationId(), databaseId)
                .orElseThrow(() -> new DatabaseException.Unknown(databaseId));
    }

    private ResponseEntity<Credentials> answer(Database database) {
        var endpoint = database.primary().endpoint();
        var password = database.password(secrets);
        return ResponseEntity.ok()
                .header("Cache-Control", "no-store")
                .body(new Credentials(
                        Database.USERNAME,
                        password,
                        endpoint == null ? null : endpoint.url(Database.USERNAME, password),
                        database.previousPasswordUntil()));
    }
}
