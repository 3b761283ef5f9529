package io.miniredis.auth.organization;

import io.miniredis.kit.token.Role;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.io.Serializable;
import java.time.Instant;

/** A user's place in an organization. */
@Entity
public class Membership {

    /** One user is in one organization once. */
    @Embeddable
    record Key(String organizationId, String userId) implements Serializable {}

    @EmbeddedId
    private Key key;

    @Enumerated(EnumType.STRING)
    private Role role;

    private Instant createdAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    protected Membership() {}

    Membership(String organizationId, String userId, Role role, Instant createdAt) {
        this.key = new Key(organizationId, userId);
        this.role = role;
        this.createdAt = createdAt;
    }

    String organizationId() {
        return key.organizationId();
    }

    String userId() {
        return key.userId();
    }

    Role role() {
        return role;
    }

    Instant createdAt() {
        return createdAt;
    }

    /** Whether it may is for {@link Team} to say, which holds the organization's row. */
    void become(Role next) {
        role = next;
    }
}
