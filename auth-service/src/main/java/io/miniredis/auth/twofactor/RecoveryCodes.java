package io.miniredis.auth.twofactor;

import io.miniredis.kit.secret.Tokens;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Codes to write down: four groups of four of Crockford's base 32, 80 random bits, so that a plain SHA-256 of them may be stored.
 */
final class RecoveryCodes {

    static final int COUNT = 10;

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int GROUPS = 4;
    private static final int GROUP = 4;

    private static final SecureRandom random = new SecureRandom();

    private RecoveryCodes() {}

    static List<String> make() {
        return Stream.generate(RecoveryCodes::one).limit(COUNT).toList();
    }

    private static String one() {
        return IntStream.range(0, GROUPS)
                .mapToObj(it -> random.ints(GROUP, 0, ALPHABET.length())
                        .mapToObj(at -> ALPHABET.substring(at, at + 1))
                        .collect(Collectors.joining()))
                .collect(Collectors.joining("-"));
    }

    /** As people type it: in any case, with or without hyphens, o for 0, and i or l for 1. */
    static String hash(String userId, String typed) {
        var plain = typed.toLowerCase(Locale.ROOT)
                .replaceAll("[\\s-]", "")
                .replace('o', '0')
                .replace('i', '1')
                .replace('l', '1');
        return Tokens.sha256(userId + ":" + plain);
    }
}
