package io.miniredis.auth.apikey;

import io.miniredis.kit.token.Role;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
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
            @Nullable Instant expiresAt) {
        this.id = id;
        this.organizationId = organizationId;
        this.name = name;
        this.keyHash = secret.hash();
        this.prefix = secret.prefix();
        this.role = role;
        this.createdBy = createdBy;
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
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

    String name() {
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
}
