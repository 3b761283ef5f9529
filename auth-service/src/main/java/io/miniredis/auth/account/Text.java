package io.miniredis.auth.account;

/** What a line of text may hold that is stored. */
final class Text {

    /** No control characters (PostgreSQL refuses zero bytes) and no halves of surrogate pairs. */
    static final String PLAIN = "[^\\p{Cc}\\p{Cs}]*";

    static final String MESSAGE = "must not hold control characters";

    private Text() {}
}
