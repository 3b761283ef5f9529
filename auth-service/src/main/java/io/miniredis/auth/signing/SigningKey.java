package io.miniredis.auth.signing;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;

/** A key pair as it is stored: its private JWK, sealed to its id. */
@Entity
class SigningKey {

    @Id
    private String kid;

    private String sealedJwk;
    private Instant createdAt;
    private Instant signsFrom;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    protected SigningKey() {}

    SigningKey(String kid, String sealedJwk, Instant createdAt, Instant signsFrom) {
        this.kid = kid;
        this.sealedJwk = sealedJwk;
        this.createdAt = createdAt;
        this.signsFrom = signsFrom;
    }

    String kid() {
        return kid;
    }

    String sealedJwk() {
        return sealedJwk;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant signsFrom() {
        return signsFrom;
    }

    /** The same key pair, sealed with another key. */
    void sealAnew(String sealed) {
        sealedJwk = sealed;
    }
}
