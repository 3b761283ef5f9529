package io.miniredis.auth.passkey;

import io.miniredis.kit.secret.SecretBox;
import java.nio.BufferUnderflowException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
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

    /** @param sealed null in one that came back */
    record Ceremony(
            Bytes challenge, Instant until, @Nullable String sealed) {}

    private final SecretBox box;
    private final Clock clock;

    Ceremonies(SecretBox box, Clock clock) {
        this.box = box;
        this.clock = clock;
    }

    Ceremony beginLogIn() {
        return begin(LOG_IN);
    }

    Ceremony beginToAdd(String userId) {
        return begin(ADD + userId);
    }

    private Ceremony begin(String context) {
        var challenge = Bytes.random();
        var until = clock.instant().plus(KEPT);
        var sealed = box.seal(until.toEpochMilli() + " " + challenge.toBase64UrlString(), context);
        return new Ceremony(challenge, until, sealed);
    }

    /** @throws PasskeyException.Unfit when it is not one of ours, is for something else or is too old */
    Ceremony logIn(String sealed) {
        return open(sealed, LOG_IN);
    }

    /** @throws PasskeyException.Unfit as above, and when it was begun by somebody else */
    Ceremony toAdd(String sealed, String userId) {
        return open(sealed, ADD + userId);
    }

    private Ceremony open(String sealed, String context) {
        try {
            var parts = box.open(sealed, context).split(" ", 2);
            var until = Instant.ofEpochMilli(Long.parseLong(parts[0]));
            if (clock.instant().isAfter(until)) throw new PasskeyException.Unfit();
            return new Ceremony(Bytes.fromBase64(parts[1]), until, null);
        } catch (IllegalStateException | IllegalArgumentException | BufferUnderflowException forged) {
            throw new PasskeyException.Unfit();
        }
    }
}
