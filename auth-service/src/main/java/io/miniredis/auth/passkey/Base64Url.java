package io.miniredis.auth.passkey;

/** How Web Authentication writes bytes in JSON. */
final class Base64Url {

    static final String FORM = "[A-Za-z0-9_-]+";
    static final String MESSAGE = "must be base64url without padding";
    static final String TOO_LONG = "must have at most {max} characters";

    /** A credential id has at most 1023 bytes. */
    static final int ID = 1364;

    /** The largest are attestations with certificate chains: some KiB. */
    static final int PART = 32_768;

    private Base64Url() {}
}
