package io.miniredis.kit.secret;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * How an API key is written: {@code mr_}, 43 characters with 256 random bits ({@link Tokens#secret()}), and 6 characters of checksum.
 * The checksum is the CRC-32 of all before it, in base 62 ({@code 0-9A-Za-z}), padded with {@code 0} on the left. It tells a key from a
 * look-alike without asking anybody: what was mistyped or cut is refused at the door, and scanners for leaked secrets raise no false
 * alarm. It protects nothing: anyone can compute it.
 */
public final class KeyText {

    public static final String MARK = "mr_";

    /** Of the whole text. */
    public static final int LENGTH = 52;

    private static final int CHECKSUM = 6;
    private static final Pattern FORM = Pattern.compile("mr_[A-Za-z0-9_-]{43}[0-9A-Za-z]{6}");
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private KeyText() {}

    /**
     * The whole key around a secret.
     *
     * @param random 43 characters of base64url
     */
    public static String withChecksum(String random) {
        var text = MARK + random;
        return text + checksum(text);
    }

    /** Whether this has the form of a key and its checksum fits; not whether there is such a key. */
    public static boolean isWhole(String text) {
        if (text.length() != LENGTH || !FORM.matcher(text).matches()) return false;
        var end = LENGTH - CHECKSUM;
        return checksum(text.substring(0, end)).equals(text.substring(end));
    }

    private static String checksum(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        var rest = crc.getValue();
        var digits = new char[CHECKSUM];
        for (var i = CHECKSUM - 1; i >= 0; i--) {
            digits[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
            rest /= DIGITS.length();
        }
        return new String(digits);
    }
}
