package io.miniredis.auth.organization;

import io.miniredis.kit.audit.Actor;
import io.miniredis.kit.audit.Audit;
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
    private final Audit audit;
    private final Clock clock;

    Organizations(OrganizationRows rows, Memberships memberships, Audit audit, Clock clock) {
        this.audit = audit;
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
        audit.record(Deeds.of(Deeds.CREATE, organization)
                .by(Actor.user(ownerId, rows.emailOf(ownerId).orElse(null)))
                .made(Deeds.facts(name)));
        return organization;
    }

    /**
     * The organization that a user's log-in begins in, in the caller's transaction.
     *
     * @param name of the one that is founded for who is in none any more
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Member home(String userId, String name) {
        var joined = of(userId);
        if (!joined.isEmpty()) return joined.getFirst();
        rows.lockUser(userId);
        // another log-in at the same moment may have founded one
        joined = of(userId);
        if (!joined.isEmpty()) return joined.getFirst();
        var founded = found(name, userId);
        return new Member(founded.id(), founded.name(), Role.OWNER);
    }

    public Optional<Organization> find(String id) {
        return rows.findById(id);
    }

    /** The user's organizations, the one joined first at the front. */
    public List<Member> of(String userId) {
        return memberships.findByUser(userId);
    }

    /**
     * Until the caller's transaction ends, nobody else changes who is in it and as what.
     *
     * @return false when there is no such organization
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean lock(String id) {
        return rows.lock(id).isPresent();
    }

    /** The same as {@link #lock}, for those who only look: they do not wait for each other. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean hold(String id) {
        return rows.hold(id).isPresent();
    }

    /**
     * The user's role there, which stays so until the caller's transaction ends; empty when it is no member or there is no such
     * organization.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Role> holdRole(String userId, String organizationId) {
        return rows.hold(organizationId).flatMap(it -> memberships.findRole(organizationId, userId));
    }
}
