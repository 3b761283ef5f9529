package io.miniredis.gateway.limit;

import io.miniredis.gateway.credential.Credential;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is counted. A call may count for more than one. */
enum Limit {
    /** Every call of an address. */
    ADDRESS,
    /** Every call of a session or a key. */
    CREDENTIAL,
    LOG_IN,
    SIGN_UP,
    /** Calls that send a mail to whoever is named. */
    FORGOT,
    /** Calls that try a token of a mail. */
    RESET,
    INVITATIONS;

    private static final Set<String> MAILED_TOKENS = Set.of(
            "/api/v1/auth/password/reset",
            "/api/v1/auth/verification/confirm",
            "/api/v1/invitations/look",
            "/api/v1/invitations/accept");
    private static final Set<String> LOG_INS =
            Set.of("/api/v1/auth/login", "/api/v1/auth/login/passkey", "/api/v1/auth/login/passkey/options");
    private static final Set<String> MAILS = Set.of("/api/v1/auth/password/forgot", "/api/v1/auth/verification");
    private static final Pattern PROVIDER = Pattern.compile("/api/v1/auth/providers/[^/]+/(login|callback)");
    private static final Pattern INVITATION = Pattern.compile("/api/v1/organizations/[^/]+/invitations");

    /** The stricter limit of a call; null where the usual ones are enough. */
    static @Nullable Limit strict(HttpServletRequest request) {
        var path = request.getRequestURI();
        // most calls are about databases
        if (!path.startsWith("/api/v1/auth/")
                && !path.startsWith("/api/v1/invitations/")
                && !path.startsWith("/api/v1/organizations/")) return null;
        if (PROVIDER.matcher(path).matches()) return LOG_IN;
        if (!request.getMethod().equals("POST")) return null;
        if (LOG_INS.contains(path)) return LOG_IN;
        if (path.equals("/api/v1/auth/signup")) return SIGN_UP;
        if (MAILS.contains(path)) return FORGOT;
        if (MAILED_TOKENS.contains(path)) return RESET;
        return INVITATION.matcher(path).matches() ? INVITATIONS : null;
    }

    /** Whom a call counts for. */
    String counted(String address, Credential credential) {
        var fingerprint = switch (this) {
            case CREDENTIAL, INVITATIONS -> credential.fingerprint();
            case ADDRESS, LOG_IN, SIGN_UP, FORGOT, RESET -> null;
        };
        return word() + ":" + (fingerprint == null ? address : fingerprint);
    }

    /** Who shares one budget, for people. */
    String counts() {
        return switch (this) {
            case CREDENTIAL, INVITATIONS -> "session or key";
            case ADDRESS, LOG_IN, SIGN_UP, FORGOT, RESET -> "address";
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Rate rate(LimitProperties properties) {
        return Rate.of(
                switch (this) {
                    case ADDRESS -> properties.address();
                    case CREDENTIAL -> properties.credential();
                    case LOG_IN -> properties.logIn();
                    case SIGN_UP -> properties.signUp();
                    case FORGOT -> properties.forgot();
                    case RESET -> properties.reset();
                    case INVITATIONS -> properties.invitations();
                });
    }
}
