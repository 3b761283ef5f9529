package io.miniredis.auth.apikey;

import io.miniredis.kit.token.Access;
import io.miniredis.kit.token.Role;
import io.miniredis.kit.token.Scope;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A program's credential. It stays as a row after it was revoked, so that it can be said later whose it was. */
@Entity
public class ApiKey {

    @Id
    private String id;

    private String organizationId;
    private String name;
    private String keyHash;
    private String prefix;

    @Enumerated(EnumType.STRING)
    private Role role;

    private String createdBy;
    private Instant createdAt;
    private @Nullable Instant expiresAt;
    private @Nullable Instant lastUsedAt;
    private @Nullable Instant revokedAt;
    private @Nullable String access;
    private @Nullable String databases;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    protected ApiKey() {}

    ApiKey(
            String id,
            String organizationId,
            String name,
            Secret secret,
            Role role,
            String createdBy,
            Instant createdAt,
            @Nullable Instant expiresAt,
            Scope scope) {
        this.id = id;
        this.organizationId = organizationId;
        this.name = name;
        this.keyHash = secret.hash();
        this.prefix = secret.prefix();
        this.role = role;
        this.createdBy = createdBy;
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
        this.access =
                scope.access() == null ? null : join(scope.access().stream().map(Access::name));
        this.databases = scope.databases() == null ? null : join(scope.databases().stream());
    }

    private static String join(Stream<String> words) {
        return words.sorted().collect(Collectors.joining(","));
    }

    public String id() {
        return id;
    }

    public String organizationId() {
        return organizationId;
    }

    public Role role() {
        return role;
    }

    public @Nullable Instant lastUsedAt() {
        return lastUsedAt;
    }

    public String name() {
        return name;
    }

    String prefix() {
        return prefix;
    }

    String createdBy() {
        return createdBy;
    }

    Instant createdAt() {
        return createdAt;
    }

    @Nullable
    Instant expiresAt() {
        return expiresAt;
    }

    boolean isLive(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    /** What it is narrowed to; null where its role alone decides. */
    public @Nullable List<Access> access() {
        if (access == null) return null;
        return Arrays.stream(access.split(",")).map(Access::valueOf).sorted().toList();
    }

    /** The only databases that exist for it; null for all. */
    public @Nullable List<String> databases() {
        return databases == null ? null : List.of(databases.split(","));
    }

    Scope scope() {
        var narrowed = access();
        var only = databases();
        return new Scope(narrowed == null ? null : Set.copyOf(narrowed), only == null ? null : Set.copyOf(only));
    }
}
