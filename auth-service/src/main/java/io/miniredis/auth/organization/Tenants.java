package io.miniredis.auth.organization;

import io.miniredis.kit.audit.Audit;
import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Right;
import io.miniredis.kit.token.Role;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Founds, renames and deletes organizations for their people. */
@Component
class Tenants {

    private final Organizations organizations;
    private final OrganizationRows rows;
    private final Memberships memberships;
    private final Standings standings;
    private final Databases databases;
    private final TransactionOperations transaction;
    private final int mostOwned;
    private final Audit audit;

    Tenants(
            Organizations organizations,
            OrganizationRows rows,
            Memberships memberships,
            Standings standings,
            Databases databases,
            TransactionOperations transaction,
            OrganizationProperties properties,
            Audit audit) {
        this.audit = audit;
        this.organizations = organizations;
        this.rows = rows;
        this.memberships = memberships;
        this.standings = standings;
        this.databases = databases;
        this.transaction = transaction;
        this.mostOwned = properties.mostOwned();
    }

    List<Member> list(Caller caller) {
        if (caller.isPerson()) return organizations.of(caller.subject());
        return organizations
                .find(caller.organizationId())
                .map(it -> new Member(it.id(), it.name(), caller.role()))
                .stream()
                .toList();
    }

    Member found(Caller caller, String name) {
        caller.requirePerson();
        return Objects.requireNonNull(transaction.execute(status -> {
            // counted under a lock, or two calls at one moment would both be the last that is allowed
            rows.lockUser(caller.subject());
            if (memberships.countByUserAndRole(caller.subject(), Role.OWNER) >= mostOwned) {
                throw new OrganizationException.TooMany(mostOwned);
            }
            var founded = organizations.found(name, caller.subject());
            return new Member(founded.id(), founded.name(), Role.OWNER);
        }));
    }

    Member rename(Caller caller, String organizationId, String name) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var here = standings.lockedOfPerson(caller, organizationId);
            here.require(Right.MANAGE_MEMBERS);
            var organization = rows.findById(organizationId).orElseThrow(OrganizationException.Unknown::new);
            var before = organization.name();
            organization.rename(name);
            audit.record(Deeds.of(Deeds.RENAME, organization).changed(Deeds.facts(before), Deeds.facts(name)));
            return new Member(organizationId, name, here.role());
        }));
    }

    /**
     * Deletes it with its members, keys and invitations. The backend is asked before, outside of the transaction: it lets no database
     * be created for some minutes, in which this ends or never happens.
     *
     * @param typed its name, as the owner typed it
     */
    void delete(Caller caller, String organizationId, String typed) {
        standings.ofPerson(caller, organizationId).require(Right.OWN_ORGANIZATION);
        requireName(organizationId, typed);
        databases.freeze(organizationId);
        transaction.executeWithoutResult(status -> {
            // the owner may have handed it over meanwhile
            standings.lockedOfPerson(caller, organizationId).require(Right.OWN_ORGANIZATION);
            rows.findById(organizationId).ifPresent(it -> {
                rows.delete(it);
                audit.record(Deeds.of(Deeds.DELETE, it).ended(Deeds.facts(it.name())));
            });
        });
    }

    private void requireName(String organizationId, String typed) {
        var name = rows.findById(organizationId)
                .orElseThrow(OrganizationException.Unknown::new)
                .name();
        if (!name.equals(typed)) throw new OrganizationException.NameDiffers();
    }
}
