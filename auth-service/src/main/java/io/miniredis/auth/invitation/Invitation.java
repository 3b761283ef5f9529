package io.miniredis.auth.invitation;

import io.miniredis.kit.token.Role;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One mail with a link. Its row is closed by whoever accepts, withdraws or replaces it, and stays a while to be counted. */
@Entity
class Invitation {

    @Id
    private String id;

    private String organizationId;
    private String email;

    @Enumerated(EnumType.STRING)
    private Role role;

    private String tokenHash;
    private String invitedBy;
    private Instant createdAt;
    private Instant expiresAt;
    private @Nullable Instant closedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    protected Invitation() {}

    Invitation(
            String id,
            String organizationId,
            String email,
            Role role,
            String tokenHash,
            String invitedBy,
            Instant createdAt,
            Instant expiresAt) {
        this.id = id;
        this.organizationId = organizationId;
        this.email = email;
        this.role = role;
        this.tokenHash = tokenHash;
        this.invitedBy = invitedBy;
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
    }

    String id() {
        return id;
    }

    String organizationId() {
        return organizationId;
    }

    String email() {
        return email;
    }

    Role role() {
        return role;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    boolean isOpen(Instant now) {
        return closedAt == null && now.isBefore(expiresAt);
    }

    /** Letters of other alphabets fold to ASCII ones; those are other addresses. */
    boolean isFor(String address) {
        return fold(email).equals(fold(address));
    }

    private static String fold(String address) {
        var folded = new StringBuilder(address.length());
        address.chars().forEach(it -> folded.append((char) (it < 128 ? Character.toLowerCase(it) : it)));
        return folded.toString();
    }
}
