package io.miniredis.auth.apikey;

import io.miniredis.kit.secret.Tokens;

/**
 * The text of a key: {@code mr_} and 43 characters with 256 random bits.
 *
 * @param text shown once, never stored
 */
record Secret(String text) {

    static final String MARK = "mr_";

    private static final int SHOWN = 7;

    static Secret random() {
        return new Secret(MARK + Tokens.secret());
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
