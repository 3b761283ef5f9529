package io.miniredis.auth.testing;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;

/** Somebody with an account, as a test sees them. */
public record Tenant(AuthService auth, String email, String id, String organizationId, String session) {

    public static Tenant signUp(AuthService auth) {
        return signUp(auth, AuthService.newEmail());
    }

    public static Tenant signUp(AuthService auth, String email) {
        var answer = auth.signUp(email);
        return new Tenant(
                auth,
                email,
                answer.json().at("/user/id").asString(),
                answer.json().at("/organization/id").asString(),
                answer.session());
    }

    /** Somebody new with a role in an organization of others. */
    public static Tenant member(AuthService auth, JdbcTemplate jdbc, String organizationId, String role) {
        var tenant = signUp(auth);
        jdbc.update(
                "insert into membership values (?, ?, ?, ?)",
                organizationId,
                tenant.id,
                role,
                Timestamp.from(Instant.now()));
        // as accepting an invitation does
        return tenant.verified(jdbc);
    }

    /** The same, whose address is verified. */
    public Tenant verified(JdbcTemplate jdbc) {
        jdbc.update("update app_user set email_verified_at = created_at where id = ?", id);
        return this;
    }

    /** A fresh token of the organization that the session acts in. */
    public String token() {
        return auth.tenantToken(session);
    }

    /** The same session acting elsewhere. */
    public Tenant in(String organization) {
        var answer =
                auth.put("/api/v1/auth/organization", token(), "{\"organizationId\":\"%s\"}".formatted(organization));
        if (answer.status() != 200) throw new AssertionError(answer);
        return new Tenant(auth, email, id, organization, answer.session());
    }
}
