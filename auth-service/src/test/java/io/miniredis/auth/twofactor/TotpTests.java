package io.miniredis.auth.twofactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTests {

    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /** Appendix B of RFC 6238, the rows for SHA-1; it prints eight digits, of which apps show the last six. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void codeWhenComputedIsThatOfTheRfc(long seconds, String eightDigits) {
        var step = Totp.stepAt(Instant.ofEpochSecond(seconds));
        assertThat(Totp.code(SECRET, step)).isEqualTo(eightDigits.substring(2));
    }

    /** Appendix D of RFC 4226. */
    @ParameterizedTest
    @CsvSource({
        "0, 755224", "1, 287082", "2, 359152", "3, 969429", "4, 338314",
        "5, 254676", "6, 287922", "7, 162583", "8, 399871", "9, 520489"
    })
    void codeWhenCountedIsThatOfTheRfc(long count, String code) {
        assertThat(Totp.code(SECRET, count)).isEqualTo(code);
    }

    @Test
    void stepOfWhenOneStepOffAcceptsAndTwoStepsOffDoesNot() {
        var now = Instant.ofEpochSecond(1_234_567_890);
        var step = Totp.stepAt(now);
        for (var near : new long[] {step - 1, step, step + 1}) {
            assertThat(Totp.stepOf(Totp.code(SECRET, near), SECRET, now)).isEqualTo(OptionalLong.of(near));
        }
        assertThat(Totp.stepOf(Totp.code(SECRET, step - 2), SECRET, now)).isEmpty();
        assertThat(Totp.stepOf(Totp.code(SECRET, step + 2), SECRET, now)).isEmpty();
        assertThat(Totp.stepOf("", SECRET, now)).isEmpty();
    }

    /** Section 10 of RFC 4648, without its padding. */
    @ParameterizedTest
    @CsvSource({"'', ''", "f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void base32WhenEncodedIsThatOfTheRfc(String text, String encoded) {
        assertThat(Base32.of(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(encoded);
    }

    @Test
    void recoveryCodeWhenTypedCarelesslyIsTheSame() {
        var hash = RecoveryCodes.hash("usr_1", "0a1b-2c3d-4e5f-6g1h");
        assertThat(RecoveryCodes.hash("usr_1", " OAIB2C3D 4e5f-6GLH")).isEqualTo(hash);
        assertThat(RecoveryCodes.hash("usr_2", "0a1b-2c3d-4e5f-6g1h")).isNotEqualTo(hash);
        assertThat(RecoveryCodes.make())
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allMatch(it -> it.matches("([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}"));
    }
}
