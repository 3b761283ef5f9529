package io.miniredis.kit.token;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * The tenant behind a request, read from the signed token that the gateway exchanged the credential for. Controllers take it as a
 * parameter.
 *
 * @param subject the user ({@code usr_…}) or the API key ({@code key_…})
 * @param organizationId the organization that the call acts in
 * @param role what it may do there
 * @param credentialId the session ({@code ses_…}) or key ({@code key_…}) that it came with
 * @param scope how far a key was narrowed; {@link Scope#WHOLE} for people
 * @param operator whether this person also runs the platform; never a key
 */
public record Caller(
        String subject, String organizationId, Role role, String credentialId, Scope scope, boolean operator) {

    /** The claims of a tenant's token. A token without {@link #ORGANIZATION} is a service's. */
    public static final String ORGANIZATION = "org";

    public static final String ROLE = "role";
    public static final String CREDENTIAL = "cid";
    /** True in an operator's token, left out of all others. */
    public static final String OPERATOR = "opr";
    /** The person's e-mail address or the key's name, for the audit to write down; may be left out. */
    public static final String NAME = "name";

    private static final String USERS = "usr_";

    /** The tenant whose request this thread serves; empty where it is a service's, or nobody's. */
    public static Optional<Caller> current() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token
                        && token.getToken().hasClaim(ORGANIZATION)
                ? Optional.of(of(token.getToken()))
                : Optional.empty();
    }

    static Caller of(Jwt token) {
        return new Caller(
                claim(token, "sub"),
                claim(token, ORGANIZATION),
                Role.valueOf(claim(token, ROLE).toUpperCase(Locale.ROOT)),
                claim(token, CREDENTIAL),
                Scope.of(token),
                Boolean.TRUE.equals(token.getClaimAsBoolean(OPERATOR)));
    }

    private static String claim(Jwt token, String name) {
        return Objects.requireNonNull(token.getClaimAsString(name), name);
    }

    public boolean isPerson() {
        return subject.startsWith(USERS);
    }

    public boolean may(Right right) {
        return role.includes(right.needed()) && scope.includes(right);
    }

    /** Whether the database exists for this caller; one that does not is answered like one that nobody has. */
    public boolean reaches(String databaseId) {
        return scope.reaches(databaseId);
    }

    /** @throws RightMissing answered with 403 */
    public void require(Right right) {
        if (!role.includes(right.needed())) throw new RightMissing.RoleTooLow(role, right.needed());
        if (!scope.includes(right)) throw new RightMissing.KeyTooNarrow(right);
    }

    /**
     * Nobody hands out more than they have.
     *
     * @throws RightMissing answered with 403
     */
    public void requireRole(Role needed) {
        if (!role.includes(needed)) throw new RightMissing.RoleTooLow(role, needed);
    }

    /** @throws RightMissing answered with 403 */
    public void requirePerson() {
        if (!isPerson()) throw new RightMissing.PersonNeeded();
    }

    /** @throws RightMissing answered with 403 */
    public void requireOperator() {
        if (!operator || !isPerson()) throw new RightMissing.OperatorNeeded();
    }
}
