package io.miniredis.auth.account;

import io.miniredis.auth.apikey.ApiKey;
import io.miniredis.auth.organization.Member;
import io.miniredis.kit.token.Access;
import io.miniredis.kit.token.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling.
 *
 * @param user null for an API key
 * @param operator whether this person also runs the platform
 * @param key null for a person
 */
public record MeView(
        AccountView.@Nullable UserView user,
        AccountView.OrganizationView organization,
        Role role,
        List<OrganizationOfMine> organizations,
        boolean operator,
        @Nullable KeyOfCaller key) {

    record OrganizationOfMine(String id, String name, Role role) {
        static OrganizationOfMine of(Member member) {
            return new OrganizationOfMine(member.organizationId(), member.organizationName(), member.role());
        }
    }

    /** A key as it sees itself. */
    record KeyOfCaller(
            String id,
            String name,
            @Nullable List<Access> access,
            @Nullable List<String> databases) {
        static KeyOfCaller of(ApiKey key) {
            return new KeyOfCaller(key.id(), key.name(), key.access(), key.databases());
        }
    }
}
