package io.miniredis.auth.passkey;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A passkey as its owner sees it.
 *
 * @param synced whether its keeper copies it to the person's other devices
 */
record PasskeyView(
        String id, String name, Instant createdAt, @Nullable Instant lastUsedAt, boolean synced) {

    static PasskeyView of(Passkey passkey) {
        return new PasskeyView(
                passkey.id(), passkey.name(), passkey.createdAt(), passkey.lastUsedAt(), passkey.isBackedUp());
    }
}
