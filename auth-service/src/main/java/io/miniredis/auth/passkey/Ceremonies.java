package io.miniredis.auth.passkey;

import io.miniredis.kit.secret.SecretBox;
import java.nio.BufferUnderflowException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.stereotype.Component;

/**
 * What was begun and is to be finished: a challenge for the authenticator to sign, and until when. It is sealed and given to the caller
 * to bring along, so that any replica can go on and strangers who begin a thousand fill no table.
 */
@Component
class Ceremonies {

    /** As long as a person may take with their device. */
    static final Duration KEPT = Duration.ofMinutes(5);

    private static final String LOG_IN = "passkey-log-in";
    private static final String ADD = "passkey-add:";

    record Ceremony(Bytes challenge, Instant until) {}

    private final SecretBox box;
    private final Clock clock;

    Ceremonies(SecretBox box, Clock clock) {
        this.box = box;
        this.clock = clock;
    }

    Ceremony begin() {
        return new Ceremony(Bytes.random(), clock.instant().plus(KEPT));
    }

    String sealToLogIn(Ceremony ceremony) {
        return seal(ceremony, LOG_IN);
    }

    /** For this user alone. */
    String sealToAdd(Ceremony ceremony, String userId) {
        return seal(ceremony, ADD + userId);
    }

    private String seal(Ceremony ceremony, String context) {
        return box.seal(
                ceremony.until().toEpochMilli() + " " + ceremony.challenge().toBase64UrlString(), context);
    }

    /** @throws PasskeyException.Unfit when it is not one of ours, is for something else or is too old */
    Ceremony openToLogIn(String sealed) {
        return open(sealed, LOG_IN);
    }

    /** @throws PasskeyException.Unfit as above, and when it was begun by somebody else */
    Ceremony openToAdd(String sealed, String userId) {
        return open(sealed, ADD + userId);
    }

    private Ceremony open(String sealed, String context) {
        try {
            var parts = box.open(sealed, context).split(" ", 2);
            var until = Instant.ofEpochMilli(Long.parseLong(parts[0]));
            if (clock.instant().isAfter(until)) throw new PasskeyException.Unfit();
            return new Ceremony(Bytes.fromBase64(parts[1]), until);
        } catch (IllegalStateException | IllegalArgumentException | BufferUnderflowException forged) {
            throw new PasskeyException.Unfit();
        }
    }
}
