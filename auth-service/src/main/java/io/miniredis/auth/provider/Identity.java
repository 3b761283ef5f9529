package io.miniredis.auth.provider;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.io.Serializable;
import java.time.Instant;

/** An account at a provider, and whose it is here. */
@Entity
class Identity {

    /** A subject means something to its issuer alone. */
    @Embeddable
    record Key(String issuer, String subject) implements Serializable {}

    @EmbeddedId
    private Key key;

    private String userId;
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    protected Identity() {}

    Identity(Person person, String userId, Instant createdAt) {
        this.key = new Key(person.issuer(), person.subject());
        this.userId = userId;
        this.createdAt = createdAt;
    }

    Instant createdAt() {
        return createdAt;
    }
}
