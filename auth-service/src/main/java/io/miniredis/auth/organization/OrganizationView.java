package io.miniredis.auth.organization;

import io.miniredis.kit.token.Role;

/** An organization with what the caller is there. */
record OrganizationView(String id, String name, Role role) {

    static OrganizationView of(Member member) {
        return new OrganizationView(member.organizationId(), member.organizationName(), member.role());
    }
}
