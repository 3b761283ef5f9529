package io.miniredis.auth.apikey;

import io.miniredis.kit.secret.KeyText;
import io.miniredis.kit.secret.Tokens;

/**
 * The text of a key, see {@link KeyText}.
 *
 * @param text shown once, never stored
 */
record Secret(String text) {

    private static final int SHOWN = 7;

    static Secret random() {
        return new Secret(KeyText.withChecksum(Tokens.secret()));
    }

    /** Enough to recognise a key by, too little to guess it from. */
    String prefix() {
        return text.substring(0, SHOWN);
    }

    String hash() {
        return Tokens.sha256(text);
    }

    @Override
    public String toString() {
        return prefix() + "…";
    }
}
