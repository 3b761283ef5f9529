package io.miniredis.auth.twofactor;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriUtils;

/**
 * A secret for an authenticator app, shown this once.
 *
 * @param secret to type in, base 32
 * @param uri to show as a QR code; the form is that of Google's "Key Uri Format", which all apps read
 */
record NewSecret(String secret, URI uri) {

    private static final String NAME = "MiniRedis";

    static NewSecret of(byte[] bytes, String email) {
        var secret = Base32.of(bytes);
        var uri = "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&period=%d"
                .formatted(
                        NAME,
                        UriUtils.encode(email, StandardCharsets.UTF_8),
                        secret,
                        NAME,
                        Totp.DIGITS,
                        Totp.STEP_SECONDS);
        return new NewSecret(secret, URI.create(uri));
    }

    @Override
    public String toString() {
        return "NewSecret[…]";
    }
}
