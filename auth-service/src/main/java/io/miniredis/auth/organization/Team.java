package io.miniredis.auth.organization;

import io.miniredis.kit.audit.Audit;
import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Right;
import io.miniredis.kit.token.Role;
import java.time.Clock;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who is in an organization and as what. Each change locks the organization's row first and then looks at roles, the caller's own
 * included, so that two changes at one moment never leave it without an owner.
 */
@Component
public class Team {

    private final Standings standings;
    private final Memberships memberships;
    private final ApplicationEventPublisher events;
    private final Audit audit;
    private final Clock clock;

    Team(Standings standings, Memberships memberships, ApplicationEventPublisher events, Audit audit, Clock clock) {
        this.audit = audit;
        this.standings = standings;
        this.memberships = memberships;
        this.events = events;
        this.clock = clock;
    }

    List<OrganizationMember> list(Caller caller, String organizationId) {
        standings.of(caller, organizationId).require(Right.SEE_MEMBERS);
        return memberships.findByOrganization(organizationId);
    }

    @Transactional
    OrganizationMember change(Caller caller, String organizationId, String userId, Role role) {
        var here = standings.lockedOfPerson(caller, organizationId);
        here.require(Right.MANAGE_MEMBERS);
        var member = find(organizationId, userId);
        if (member.role() == Role.OWNER || role == Role.OWNER) here.requireRole(Role.OWNER);
        if (member.role() == Role.OWNER && role != Role.OWNER) requireAnotherOwner(organizationId);
        become(member, role, Deeds.CHANGE_MEMBER);
        return view(organizationId, userId);
    }

    /** Removes a member. Oneself needs no right for it, everybody else that to manage members. */
    @Transactional
    void remove(Caller caller, String organizationId, String userId) {
        var here = standings.lockedOfPerson(caller, organizationId);
        var isSelf = userId.equals(here.subject());
        if (!isSelf) here.require(Right.MANAGE_MEMBERS);
        var member = find(organizationId, userId);
        if (member.role() == Role.OWNER) {
            here.requireRole(Role.OWNER);
            requireAnotherOwner(organizationId);
        }
        audit.record(Deeds.of(Deeds.REMOVE_MEMBER, view(organizationId, userId), organizationId)
                .ended(Deeds.facts(member.role())));
        memberships.delete(member);
        events.publishEvent(new MemberRemoved(organizationId, userId));
    }

    /** The caller's role after it. */
    @Transactional
    Role transfer(Caller caller, String organizationId, String userId) {
        var here = standings.lockedOfPerson(caller, organizationId);
        here.require(Right.OWN_ORGANIZATION);
        if (userId.equals(here.subject())) throw new OrganizationException.TransferToSelf();
        become(find(organizationId, userId), Role.OWNER, Deeds.TRANSFER);
        become(find(organizationId, here.subject()), Role.ADMIN, Deeds.TRANSFER);
        return Role.ADMIN;
    }

    /** Takes somebody in, in the transaction of who {@linkplain Standings locked} the organization; who is in it stays what they are. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void join(String organizationId, String userId, Role role) {
        if (memberships.findRole(organizationId, userId).isPresent()) return;
        memberships.save(new Membership(organizationId, userId, role, clock.instant()));
    }

    /** @throws OrganizationException when somebody with this address is in it */
    public void requireNoMember(String organizationId, String email) {
        if (memberships.findByEmail(organizationId, email).isPresent()) throw new OrganizationException.AlreadyMember();
    }

    private Membership find(String organizationId, String userId) {
        return memberships
                .findById(new Membership.Key(organizationId, userId))
                .orElseThrow(OrganizationException.MemberUnknown::new);
    }

    private void requireAnotherOwner(String organizationId) {
        if (memberships.countByRole(organizationId, Role.OWNER) < 2) throw new OrganizationException.LastOwner();
    }

    private void become(Membership member, Role role, String action) {
        var before = member.role();
        if (before == role) return;
        member.become(role);
        var who = view(member.organizationId(), member.userId());
        audit.record(Deeds.of(action, who, member.organizationId()).changed(Deeds.facts(before), Deeds.facts(role)));
        events.publishEvent(new RoleChanged(member.organizationId(), member.userId(), before, role));
    }

    private OrganizationMember view(String organizationId, String userId) {
        return memberships.findByOrganization(organizationId).stream()
                .filter(it -> it.userId().equals(userId))
                .findFirst()
                .orElseThrow(OrganizationException.MemberUnknown::new);
    }
}
