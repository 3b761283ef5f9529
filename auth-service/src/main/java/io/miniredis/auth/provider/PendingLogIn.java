package io.miniredis.auth.provider;

import java.time.Instant;

/**
 * A log-in that a browser began and a provider is to finish. The browser keeps it, sealed, in a cookie: who comes back without it did
 * not begin here.
 *
 * @param state what the provider hands back
 * @param nonce what the provider signs
 * @param verifier what only we can show when the code is redeemed (PKCE)
 */
record PendingLogIn(String state, String nonce, String verifier, Instant until) {

    @Override
    public String toString() {
        return "PendingLogIn[…]";
    }
}
