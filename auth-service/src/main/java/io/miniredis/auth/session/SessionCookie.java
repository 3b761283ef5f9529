package io.miniredis.auth.session;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.http.ResponseCookie;

/** The cookie that carries a session's token. Scripts cannot read it, and other sites' forms do not send it. */
public final class SessionCookie {

    public static final String NAME = "miniredis_session";

    /** The longest that browsers keep a cookie. The server decides when the session ends: it is prolonged by use, the cookie not. */
    private static final Duration KEPT = Duration.ofDays(400);

    private SessionCookie() {}

    public static ResponseCookie of(NewSession session, HttpServletRequest request) {
        return cookie(session.token(), KEPT, request);
    }

    /** Makes the browser forget it. */
    public static ResponseCookie gone(HttpServletRequest request) {
        return cookie("", Duration.ZERO, request);
    }

    private static ResponseCookie cookie(String value, Duration kept, HttpServletRequest request) {
        return ResponseCookie.from(NAME, value)
                .httpOnly(true)
                .sameSite("Lax")
                .path("/")
                .secure(request.isSecure())
                .maxAge(kept)
                .build();
    }
}
