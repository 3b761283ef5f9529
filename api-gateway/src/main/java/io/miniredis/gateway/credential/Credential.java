package io.miniredis.gateway.credential;

import io.miniredis.kit.secret.KeyText;
import io.miniredis.kit.secret.Tokens;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** What a caller proves itself with. */
public sealed interface Credential {

    /** A browser's session, from its cookie. */
    record Session(String token, String fingerprint) implements Credential {
        Session(String token) {
            this(token, Tokens.sha256(token));
        }

        @Override
        public String toString() {
            return "Session[…]";
        }
    }

    /** A program's API key, from {@code Authorization: Bearer mr_…}. */
    record ApiKey(String text, String fingerprint) implements Credential {
        ApiKey(String text) {
            this(text, Tokens.sha256(text));
        }

        @Override
        public String toString() {
            return "ApiKey[…]";
        }
    }

    /** Something that can be neither: nobody need be asked about it. */
    record Malformed() implements Credential {
        @Override
        public @Nullable String fingerprint() {
            return null;
        }
    }

    /** Nothing at all. */
    record None() implements Credential {
        @Override
        public @Nullable String fingerprint() {
            return null;
        }
    }

    String COOKIE = "miniredis_session";

    Pattern SESSION_TOKEN = Pattern.compile("[A-Za-z0-9_-]{20,200}");
    Pattern API_KEY = Pattern.compile("(?i:Bearer) +(mr_[A-Za-z0-9_-]{20,200})");

    /** Where the credential of a request is kept once it was read. */
    String ATTRIBUTE = Credential.class.getName();

    /** The credential of a request. A key goes before a cookie; a token of the house is no credential, whoever signed it. */
    static Credential of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Credential read) return read;
        var credential = read(request);
        request.setAttribute(ATTRIBUTE, credential);
        return credential;
    }

    private static Credential read(HttpServletRequest request) {
        var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            var key = API_KEY.matcher(authorization);
            return key.matches() && KeyText.isWhole(key.group(1)) ? new ApiKey(key.group(1)) : new Malformed();
        }
        var token = cookie(request);
        if (token == null || token.isEmpty()) return new None();
        return SESSION_TOKEN.matcher(token).matches() ? new Session(token) : new Malformed();
    }

    private static @Nullable String cookie(HttpServletRequest request) {
        var cookies = request.getCookies();
        if (cookies == null) return null;
        for (var cookie : cookies) {
            if (cookie.getName().equals(COOKIE)) return cookie.getValue();
        }
        return null;
    }

    /** Names it, in caches and counts, without giving it away; null where nobody could have been given it. */
    @Nullable
    String fingerprint();
}
