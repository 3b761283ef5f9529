package io.miniredis.auth.password;

import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which passwords may be chosen: those that take many guesses. zxcvbn estimates them by lists of passwords and words, keyboard patterns,
 * dates and repeats; what the person told us about themselves counts as words that everybody knows.
 */
@Component
public class PasswordRules {

    /** 10^8 guesses at least, zxcvbn's "safely unguessable": log-ins are throttled, and a stolen hash costs 0.1 s for each guess. */
    private static final int NEEDED_SCORE = 3;

    /**
     * So much of a long password is looked at: it is no weaker than its beginning. The estimate takes time that grows with the cube and
     * more; for 200 characters made to be slow it is 8 s, for these 0.1 s.
     */
    private static final int LOOKED_AT = 50;

    private static final int SHORTEST_WORD = 3;
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final List<String> OUR_WORDS = List.of("miniredis", "redis", "valkey");

    private final Passwords passwords;

    PasswordRules(Passwords passwords) {
        this.passwords = passwords;
    }

    /** Its lists take 10 MB and 0.2 s to read, so not before somebody chooses a password. */
    private static final class Loaded {
        static final Zxcvbn zxcvbn = new Zxcvbn();
    }

    /**
     * @param about what the person told us: address, organization
     * @throws WeakPassword when others would guess it
     * @throws HashingBusy when too many wait already
     */
    public void check(String password, Collection<@Nullable String> about) {
        var words = words(about);
        // among the hashes, which take as long: not where it could hold up everybody else
        Strength strength = passwords.run(() -> strength(password, words), false);
        if (strength.getScore() < NEEDED_SCORE) throw new WeakPassword(message(strength));
    }

    private static Strength strength(String password, List<String> words) {
        return Loaded.zxcvbn.measure(password.substring(0, Math.min(password.length(), LOOKED_AT)), words);
    }

    private static List<String> words(Collection<@Nullable String> about) {
        return Stream.concat(OUR_WORDS.stream(), about.stream().flatMap(PasswordRules::parts))
                .map(it -> it.toLowerCase(Locale.ROOT))
                .filter(it -> it.length() >= SHORTEST_WORD)
                .distinct()
                .toList();
    }

    /** Whole, before and after an @, and word by word. */
    private static Stream<String> parts(@Nullable String text) {
        if (text == null) return Stream.empty();
        return Stream.of(Stream.of(text), Stream.of(text.split("@")), BETWEEN_WORDS.splitAsStream(text))
                .flatMap(it -> it);
    }

    private static String message(Strength strength) {
        var feedback = strength.getFeedback();
        // the root's texts are the English ones; "en" has none and would fall back to the machine's language
        return Stream.concat(Stream.of(feedback.getWarning(Locale.ROOT)), feedback.getSuggestions(Locale.ROOT).stream())
                .filter(it -> !it.isBlank())
                .collect(Collectors.joining(" ", "is too easy to guess. ", ""))
                .strip();
    }
}
