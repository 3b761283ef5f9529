package io.miniredis.kit.token;

import java.util.Locale;
import java.util.Objects;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The tenant behind a request, read from the signed token that the gateway exchanged the credential for. Controllers take it as a
 * parameter.
 *
 * @param subject the user ({@code usr_…}) or the API key ({@code key_…})
 * @param organizationId the organization that the call acts in
 * @param role what it may do there
 * @param credentialId the session ({@code ses_…}) or key ({@code key_…}) that it came with
 */
public record Caller(String subject, String organizationId, Role role, String credentialId) {

    /** The claims of a tenant's token. A token without {@link #ORGANIZATION} is a service's. */
    public static final String ORGANIZATION = "org";

    public static final String ROLE = "role";
    public static final String CREDENTIAL = "cid";

    static Caller of(Jwt token) {
        return new Caller(
                claim(token, "sub"),
                claim(token, ORGANIZATION),
                Role.valueOf(claim(token, ROLE).toUpperCase(Locale.ROOT)),
                claim(token, CREDENTIAL));
    }

    private static String claim(Jwt token, String name) {
        return Objects.requireNonNull(token.getClaimAsString(name), name);
    }

    /** @throws RoleTooLow answered with 403 */
    public void require(Role needed) {
        if (!role.includes(needed)) throw new RoleTooLow(role, needed);
    }
}
