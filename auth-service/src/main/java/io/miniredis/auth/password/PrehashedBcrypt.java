package io.miniredis.auth.password;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.AbstractValidatingPasswordEncoder;

/**
 * bcrypt over a digest of the password, because bcrypt itself reads no further than 72 bytes. The digest is keyed with a label of
 * ours, so that lists of plain SHA-256 hashes stolen elsewhere cannot be tried against these.
 */
final class PrehashedBcrypt extends AbstractValidatingPasswordEncoder {

    /** 2^11 rounds, about 0.1 s of a core of today; OWASP's password storage cheat sheet asks for at least 10. */
    private static final int STRENGTH = 11;

    private static final SecretKeySpec LABEL =
            new SecretKeySpec("io.miniredis.auth.password".getBytes(StandardCharsets.UTF_8), "HmacSHA256");

    private final BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder(STRENGTH);

    @Override
    protected String encodeNonNullPassword(String password) {
        return java.util.Objects.requireNonNull(bcrypt.encode(digest(password)));
    }

    @Override
    protected boolean matchesNonNull(String password, String hash) {
        return bcrypt.matches(digest(password), hash);
    }

    @Override
    protected boolean upgradeEncodingNonNull(String hash) {
        return bcrypt.upgradeEncoding(hash);
    }

    /** 44 characters of base64: below bcrypt's 72 bytes, and without the zero byte at which it would stop. */
    private static String digest(@Nullable CharSequence password) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(LABEL);
            var bytes = mac.doFinal(String.valueOf(password).getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(bytes);
        } catch (GeneralSecurityException exception) {
            throw new IllegalStateException(exception);
        }
    }
}
