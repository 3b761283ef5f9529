package io.miniredis.auth.organization;

import io.miniredis.kit.token.Caller;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a caller may do in an organization that a path names. A token says it for the organization that it acts in, and may be a minute
 * old; here the database says it for any. An organization that the caller is not in does not exist for it.
 */
@Component
public class Standings {

    private final OrganizationRows rows;
    private final Memberships memberships;

    Standings(OrganizationRows rows, Memberships memberships) {
        this.rows = rows;
        this.memberships = memberships;
    }

    /**
     * The caller as it stands in that organization now.
     *
     * @throws OrganizationException when it is not in it; a key is in its own only
     */
    public Caller of(Caller caller, String organizationId) {
        if (!caller.isPerson()) {
            if (!caller.organizationId().equals(organizationId)) throw new OrganizationException.Unknown();
            return caller;
        }
        var role =
                memberships.findRole(organizationId, caller.subject()).orElseThrow(OrganizationException.Unknown::new);
        return new Caller(
                caller.subject(), organizationId, role, caller.credentialId(), caller.scope(), caller.operator());
    }

    /** The same for people only. */
    public Caller ofPerson(Caller caller, String organizationId) {
        var here = of(caller, organizationId);
        here.requirePerson();
        return here;
    }

    /** The same, and it stays so until the caller's transaction ends: every change of members and roles waits for this lock. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Caller lockedOfPerson(Caller caller, String organizationId) {
        if (rows.lock(organizationId).isEmpty()) throw new OrganizationException.Unknown();
        return ofPerson(caller, organizationId);
    }
}
