package io.miniredis.auth.serviceclient;

import io.miniredis.kit.secret.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * For secrets that machines made: long enough that a slow hash would add nothing but time to every token. A client may have several,
 * whose hashes stand side by side.
 */
final class SecretEncoder implements PasswordEncoder {

    private static final String BETWEEN = ",";

    String encodeAll(Collection<String> secrets) {
        return secrets.stream().map(this::encode).collect(Collectors.joining(BETWEEN));
    }

    @Override
    public String encode(@Nullable CharSequence secret) {
        return Tokens.sha256(String.valueOf(secret));
    }

    @Override
    public boolean matches(@Nullable CharSequence secret, @Nullable String hash) {
        if (secret == null || hash == null) return false;
        var given = encode(secret).getBytes(StandardCharsets.US_ASCII);
        var fits = false;
        for (var known : hash.split(BETWEEN)) {
            fits |= MessageDigest.isEqual(given, known.getBytes(StandardCharsets.US_ASCII));
        }
        return fits;
    }
}
