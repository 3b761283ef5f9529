package io.miniredis.kit.secret;

import java.security.SecureRandom;
import java.time.Clock;

/**
 * Opaque ids that sort by time: a prefix, then 48 bits of milliseconds and 80 random bits in Crockford's base 32, lower case (the
 * layout of a ULID).
 */
public final class Ids {

    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int TIME_DIGITS = 10;
    private static final int RANDOM_DIGITS = 16;
    private static final SecureRandom random = new SecureRandom();

    private Ids() {}

    /** @param prefix without the underscore, such as {@code db} */
    public static String next(String prefix, Clock clock) {
        var id = new char[TIME_DIGITS + RANDOM_DIGITS];
        var time = clock.millis();
        for (var i = TIME_DIGITS - 1; i >= 0; i--) {
            id[i] = ALPHABET[(int) (time & 31)];
            time >>>= 5;
        }
        var bytes = new byte[RANDOM_DIGITS];
        random.nextBytes(bytes);
        for (var i = 0; i < RANDOM_DIGITS; i++) id[TIME_DIGITS + i] = ALPHABET[bytes[i] & 31];
        return prefix + "_" + new String(id);
    }
}
