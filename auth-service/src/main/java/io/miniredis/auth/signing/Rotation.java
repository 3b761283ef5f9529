package io.miniredis.auth.signing;

import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks every minute whether a key is due, and what other replicas did. */
@Component
class Rotation {

    private final SigningKeys keys;

    Rotation(SigningKeys keys) {
        this.keys = keys;
    }

    @Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
    void look() {
        keys.refresh();
    }
}
