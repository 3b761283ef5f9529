package io.miniredis.auth.exchange;

import java.time.Instant;

/** The answer to an exchange. */
record SignedToken(String token, Instant expiresAt) {

    @Override
    public String toString() {
        return "SignedToken[until " + expiresAt + "]";
    }
}
