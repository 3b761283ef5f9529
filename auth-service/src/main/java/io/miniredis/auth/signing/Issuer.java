package io.miniredis.auth.signing;

/** Who signs. */
public final class Issuer {

    /** The {@code iss} claim of every token of the house; a name, not an address. */
    public static final String URI = "https://auth.miniredis.internal";

    private Issuer() {}
}
