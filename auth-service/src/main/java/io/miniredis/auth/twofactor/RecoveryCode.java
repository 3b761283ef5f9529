package io.miniredis.auth.twofactor;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.io.Serializable;

/** A recovery code that was not used yet. */
@Entity
class RecoveryCode {

    @Embeddable
    record Key(String userId, String codeHash) implements Serializable {}

    @EmbeddedId
    private Key key;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    protected RecoveryCode() {}

    RecoveryCode(String userId, String codeHash) {
        this.key = new Key(userId, codeHash);
    }
}
