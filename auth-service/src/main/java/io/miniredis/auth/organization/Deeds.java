package io.miniredis.auth.organization;

import io.miniredis.kit.audit.Deed;
import io.miniredis.kit.token.Role;
import java.util.Map;

/** What the audit calls the things that are done to organizations and their members. */
final class Deeds {

    static final String CREATE = "organization.create";
    static final String RENAME = "organization.rename";
    static final String DELETE = "organization.delete";
    static final String TRANSFER = "organization.transfer";
    static final String CHANGE_MEMBER = "member.change";
    static final String REMOVE_MEMBER = "member.remove";

    private Deeds() {}

    static Deed of(String action, Organization organization) {
        return Deed.of(action).in(organization.id()).on(organization.id(), organization.name());
    }

    static Deed of(String action, OrganizationMember member, String organizationId) {
        return Deed.of(action).in(organizationId).on(member.userId(), member.email());
    }

    static Map<String, ?> facts(String name) {
        return Map.of("name", name);
    }

    static Map<String, ?> facts(Role role) {
        return Map.of("role", role);
    }
}
