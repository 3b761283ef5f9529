package io.miniredis.auth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTests {

    private final Passwords passwords = new Passwords(1, 4);
    private final PasswordRules rules = new PasswordRules(passwords);

    @AfterEach
    void close() {
        passwords.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery",
                "long enough 1",
                "Zq9#vL2!xwPt",
                "purple wombat lighthouse",
                "пароль не для всех",
                "日本語の長い合言葉です",
                "🦊🐙🌵🎻🧊🚲🪁🥝🧭🛶",
                "before\u0000after the zero",
                "half a pair \ud83d of surrogates"
            })
    void checkTakesWhatIsHardToGuessWhateverItIsMadeOf(String password) {
        assertThatCode(() -> rules.check(password, List.of("ada@example.com"))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password123",
                "P@ssw0rd123",
                "qwertyuiop",
                "1234567890",
                "aaaaaaaaaaaa",
                "abcabcabcabc",
                "abcdefghijkl",
                "1qaz2wsx3edc",
                "iloveyou2024"
            })
    void checkRefusesWhatManyChooseAndSaysWhy(String password) {
        assertThatThrownBy(() -> rules.check(password, List.of()))
                .isInstanceOf(WeakPassword.class)
                .hasMessageStartingWith("is too easy to guess. ")
                .hasMessageNotContaining(password)
                .hasMessageMatching("is too easy to guess\\.( [A-Z].+\\.)+");
    }

    @Test
    void checkKnowsWhatThePersonSaidAboutThemselves() {
        var about = Arrays.asList("Ada.Lovelace@engines.example", "Analytical Engines", null);
        for (var password : List.of(
                "ada.lovelace@engines.example",
                "Ada.Lovelace@engines.example1",
                "lovelace1815",
                "ada.lovelace",
                "analytical1",
                "Analytical Engines",
                "miniredis1!")) {
            assertThatThrownBy(() -> rules.check(password, about)).as(password).isInstanceOf(WeakPassword.class);
        }
    }

    @Test
    void checkWhenTheMachineSpeaksAnotherLanguageStillSpeaksOurs() {
        var before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThatThrownBy(() -> rules.check("password123", List.of()))
                    .hasMessageContaining("This is a very common password.");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void checkWhenLongLooksAtItsBeginning() {
        assertThatCode(() -> rules.check("purple wombat lighthouse fjord ".repeat(6), List.of()))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> rules.check("password".repeat(25), List.of())).isInstanceOf(WeakPassword.class);
    }

    /** Made of characters that stand for letters, a long text takes the library seconds. */
    @Test
    void checkWhenMadeToBeSlowIsQuick() {
        var random = new Random(1);
        var password = new StringBuilder();
        while (password.length() < 200) password.append("4@80(3691!|0$57+%2".charAt(random.nextInt(18)));
        rules.check(password.toString(), List.of());

        var began = System.nanoTime();
        rules.check(password.toString(), List.of());

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void checkOfAnythingNeverBreaks() {
        var random = new Random(2);
        for (var i = 0; i < 300; i++) {
            var password = new StringBuilder();
            var length = 10 + random.nextInt(40);
            while (password.length() < length) password.append((char) random.nextInt(0x10000));
            try {
                rules.check(password.toString(), List.of(password.substring(0, 5)));
            } catch (WeakPassword weak) {
                // as well
            }
        }
    }
}
