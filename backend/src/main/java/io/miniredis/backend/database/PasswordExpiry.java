package io.miniredis.backend.database;

import java.time.Clock;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Ends old passwords when their overlap is over. */
@Component
class PasswordExpiry {

    private final Databases databases;
    private final Wishes wishes;
    private final Clock clock;

    PasswordExpiry(Databases databases, Wishes wishes, Clock clock) {
        this.databases = databases;
        this.wishes = wishes;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1S")
    void endPasswords() {
        databases.findWithEndedPassword(clock.instant()).forEach(wishes::endPreviousPassword);
    }
}
