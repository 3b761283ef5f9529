package io.miniredis.auth.organization;

import io.miniredis.kit.secret.Ids;
import io.miniredis.kit.token.Role;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The tenants and who belongs to them. */
@Component
public class Organizations {

    private final OrganizationRows rows;
    private final Memberships memberships;
    private final Clock clock;

    Organizations(OrganizationRows rows, Memberships memberships, Clock clock) {
        this.rows = rows;
        this.memberships = memberships;
        this.clock = clock;
    }

    /** Founds an organization and makes the user its owner, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Organization found(String name, String ownerId) {
        var now = clock.instant();
        var organization = new Organization(Ids.next("org", clock), name, now);
        rows.save(organization);
        memberships.save(new Membership(organization.id(), ownerId, Role.OWNER, now));
        return organization;
    }

    public Optional<Organization> find(String id) {
        return rows.findById(id);
    }

    /** The user's organizations, the one joined first at the front. */
    public List<Member> of(String userId) {
        return memberships.findByUser(userId);
    }

    /** The user's role there now; empty once it is no member any more. */
    public Optional<Role> roleOf(String userId, String organizationId) {
        return memberships.findRole(organizationId, userId);
    }
}
