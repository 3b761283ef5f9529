package io.miniredis.auth.session;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One log-in. It ends by logging out or when it is not used for {@link Sessions#LIFETIME}. */
@Entity
public class Session {

    @Id
    private String id;

    private String tokenHash;
    private String userId;
    private String organizationId;
    private Instant createdAt;
    private Instant lastUsedAt;
    private Instant expiresAt;
    private @Nullable String device;
    private @Nullable String address;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    protected Session() {}

    Session(String id, String tokenHash, String userId, String organizationId, Visit visit, Instant now) {
        this.id = id;
        this.tokenHash = tokenHash;
        this.userId = userId;
        this.organizationId = organizationId;
        this.createdAt = now;
        this.lastUsedAt = now;
        this.expiresAt = now.plus(Sessions.LIFETIME);
        this.device = visit.device();
        this.address = visit.address();
    }

    public String id() {
        return id;
    }

    Instant lastUsedAt() {
        return lastUsedAt;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    @Nullable
    String device() {
        return device;
    }

    @Nullable
    String address() {
        return address;
    }
}
