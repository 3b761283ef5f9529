package io.miniredis.auth.twofactor;

/** RFC 4648, without padding: how authenticator apps take a secret. */
final class Base32 {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Base32() {}

    static String of(byte[] bytes) {
        var text = new StringBuilder();
        var bits = 0;
        var pending = 0;
        for (var each : bytes) {
            bits = bits << 8 | each & 0xff;
            pending += 8;
            while (pending >= 5) {
                pending -= 5;
                text.append(ALPHABET.charAt(bits >> pending & 31));
            }
            bits &= (1 << pending) - 1;
        }
        if (pending > 0) text.append(ALPHABET.charAt(bits << 5 - pending & 31));
        return text.toString();
    }
}
