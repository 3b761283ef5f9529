package io.miniredis.kit.secret;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;

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
        return id(prefix, clock.instant(), randomDigits());
    }

    /** An id that sorts as one made at that moment, and among such ids by the microsecond: ten of the random bits go into that. */
    public static String at(String prefix, Instant moment) {
        var digits = randomDigits();
        var micros = moment.getNano() / 1000 % 1000;
        digits[0] = (byte) (micros >> 5);
        digits[1] = (byte) micros;
        return id(prefix, moment, digits);
    }

    private static byte[] randomDigits() {
        var digits = new byte[RANDOM_DIGITS];
        random.nextBytes(digits);
        return digits;
    }

    /** Sorts before every id made at that millisecond or later, and after all that were made before. */
    public static String first(String prefix, Instant moment) {
        return id(prefix, moment, new byte[RANDOM_DIGITS]);
    }

    private static String id(String prefix, Instant moment, byte[] tail) {
        var id = new char[TIME_DIGITS + RANDOM_DIGITS];
        var time = moment.toEpochMilli();
        for (var i = TIME_DIGITS - 1; i >= 0; i--) {
            id[i] = ALPHABET[(int) (time & 31)];
            time >>>= 5;
        }
        for (var i = 0; i < RANDOM_DIGITS; i++) id[TIME_DIGITS + i] = ALPHABET[tail[i] & 31];
        return prefix + "_" + new String(id);
    }
}
