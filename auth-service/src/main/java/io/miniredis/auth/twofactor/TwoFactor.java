package io.miniredis.auth.twofactor;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A person's authenticator app. It counts once a code of it was typed. */
@Entity
class TwoFactor {

    @Id
    private String userId;

    private String sealedSecret;
    private long lastStep;
    private Instant createdAt;
    private @Nullable Instant confirmedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    protected TwoFactor() {}

    String sealedSecret() {
        return sealedSecret;
    }

    Instant createdAt() {
        return createdAt;
    }

    boolean isOn() {
        return confirmedAt != null;
    }
}
