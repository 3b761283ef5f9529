package io.miniredis.auth.account;

import io.miniredis.auth.organization.Member;
import io.miniredis.kit.token.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling.
 *
 * @param user null for an API key
 */
record MeView(
        AccountView.@Nullable UserView user,
        AccountView.OrganizationView organization,
        Role role,
        List<OrganizationOfMine> organizations) {

    record OrganizationOfMine(String id, String name, Role role) {
        static OrganizationOfMine of(Member member) {
            return new OrganizationOfMine(member.organizationId(), member.organizationName(), member.role());
        }
    }
}
