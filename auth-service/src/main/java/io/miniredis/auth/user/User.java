package io.miniredis.auth.user;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A person who can log in. */
@Entity
@Table(name = "app_user")
public class User {

    @Id
    private String id;

    private String email;
    private @Nullable String passwordHash;
    private Instant createdAt;
    private @Nullable Instant emailVerifiedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    protected User() {}

    /**
     * @param passwordHash null for one who logs in by a provider
     * @param emailVerifiedAt null until they show that they read mail sent there
     */
    public User(
            String id,
            String email,
            @Nullable String passwordHash,
            Instant createdAt,
            @Nullable Instant emailVerifiedAt) {
        this.id = id;
        this.email = email;
        this.passwordHash = passwordHash;
        this.createdAt = createdAt;
        this.emailVerifiedAt = emailVerifiedAt;
    }

    public String id() {
        return id;
    }

    public String email() {
        return email;
    }

    public @Nullable String passwordHash() {
        return passwordHash;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public boolean emailVerified() {
        return emailVerifiedAt != null;
    }
}
