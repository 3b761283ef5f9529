package io.miniredis.auth.apikey;

import io.miniredis.auth.organization.Organizations;
import io.miniredis.auth.session.Sessions;
import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Role;
import io.miniredis.kit.token.Scope;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Those who make keys, as they are now. A token may be a minute old; who lost the right within it must not be left with a key that
 * stays.
 */
@Component
class Makers {

    private final Sessions sessions;
    private final Organizations organizations;
    private final ApiKeyRows rows;
    private final Clock clock;

    Makers(Sessions sessions, Organizations organizations, ApiKeyRows rows, Clock clock) {
        this.sessions = sessions;
        this.organizations = organizations;
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * @param caller with its present role
     * @param endsAt when its own credential ends for good; null where it does not
     */
    record Maker(Caller caller, @Nullable Instant endsAt) {}

    /**
     * The caller as it is now, and stays until the transaction ends: a removal that comes later finds the key that was made.
     *
     * @throws AuthenticationCredentialsNotFoundException when it is not any more
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Maker present(Caller caller) {
        return caller.isPerson() ? person(caller) : key(caller);
    }

    private Maker person(Caller caller) {
        var role = organizations
                .holdRole(caller.subject(), caller.organizationId())
                .orElseThrow(Makers::gone);
        if (!sessions.isLive(caller.credentialId(), caller.subject())) throw gone();
        return new Maker(as(caller, role, caller.scope()), null);
    }

    private Maker key(Caller caller) {
        // the organization first, as everybody locks
        if (!organizations.hold(caller.organizationId())) throw gone();
        var key = rows.hold(caller.credentialId())
                .filter(it -> it.isLive(clock.instant()))
                .orElseThrow(Makers::gone);
        return new Maker(as(caller, key.role(), key.scope()), key.expiresAt());
    }

    private static Caller as(Caller caller, Role role, Scope scope) {
        return new Caller(
                caller.subject(), caller.organizationId(), role, caller.credentialId(), scope, caller.operator());
    }

    private static AuthenticationCredentialsNotFoundException gone() {
        return new AuthenticationCredentialsNotFoundException("the maker of the key is gone");
    }
}
