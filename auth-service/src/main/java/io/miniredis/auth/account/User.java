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
    private String passwordHash;
    private Instant createdAt;
    private @Nullable Instant emailVerifiedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    protected User() {}

    User(String id, String email, String passwordHash, Instant createdAt) {
        this.id = id;
        this.email = email;
        this.passwordHash = passwordHash;
        this.createdAt = createdAt;
    }

    String id() {
        return id;
    }

    String email() {
        return email;
    }

    String passwordHash() {
        return passwordHash;
    }

    Instant createdAt() {
        return createdAt;
    }

    /** Whether it was seen that this person reads the mail to that address. */
    boolean emailVerified() {
        return emailVerifiedAt != null;
    }
}
