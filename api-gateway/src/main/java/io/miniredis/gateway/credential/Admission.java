package io.miniredis.gateway.credential;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a credential was exchanged for.
 *
 * @param token the signed token to go on with
 * @param subject the user or key, as the token says; the gateway believes the auth-service that sent it
 * @param organization that it acts in
 * @param credentialId the session or key that it came with
 */
public record Admission(
        String token,
        @Nullable String subject,
        @Nullable String organization,
        @Nullable String credentialId) {

    private static final JsonMapper json = JsonMapper.shared();

    static Admission of(String token) {
        var claims = claims(token);
        return new Admission(token, text(claims, "sub"), text(claims, "org"), text(claims, "cid"));
    }

    private static @Nullable JsonNode claims(String token) {
        var parts = token.split("\\.", -1);
        if (parts.length != 3) return null;
        try {
            return json.readTree(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | JacksonException unreadable) {
            return null;
        }
    }

    private static @Nullable String text(@Nullable JsonNode claims, String name) {
        var value = claims == null ? null : claims.get(name);
        return value == null || !value.isString() ? null : value.asString();
    }

    /** Whether it is this user's, key's, session's or organization's. */
    boolean concerns(String id) {
        return id.equals(subject) || id.equals(credentialId) || id.equals(organization);
    }

    @Override
    public String toString() {
        return "Admission[" + subject + "]";
    }
}
