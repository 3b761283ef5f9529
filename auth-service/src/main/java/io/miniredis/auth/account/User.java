package io.miniredis.auth.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A person who can log in. */
@Entity
@Table(name = "app_user")
class User {

    @Id
    private String id;

    private String email;
    private @Nullable String passwordHash;
    private Instant createdAt;
    private @Nullable Instant emailVerifiedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    protected User() {}

    User(String id, String email, String passwordHash, Instant createdAt) {
        this(id, email, createdAt);
        this.passwordHash = passwordHash;
    }

    /** Somebody who comes from an identity provider, which verified the address. */
    static User withoutPassword(String id, String email, Instant now) {
        var user = new User(id, email, now);
        user.emailVerifiedAt = now;
        return user;
    }

    private User(String id, String email, Instant createdAt) {
        this.id = id;
        this.email = email;
        this.createdAt = createdAt;
    }

    String id() {
        return id;
    }

    String email() {
        return email;
    }

    /** Null where they always came from an identity provider. */
    @Nullable
    String passwordHash() {
        return passwordHash;
    }

    boolean emailVerified() {
        return emailVerifiedAt != null;
    }

    Instant createdAt() {
        return createdAt;
    }
}
