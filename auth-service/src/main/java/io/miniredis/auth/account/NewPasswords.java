package io.miniredis.auth.account;

import io.miniredis.auth.organization.Member;
import io.miniredis.auth.organization.Organizations;
import io.miniredis.auth.password.PasswordRules;
import io.miniredis.auth.password.Passwords;
import io.miniredis.auth.user.User;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Passwords that people choose: none that others would guess from what we know about them. */
@Component
class NewPasswords {

    private final Organizations organizations;
    private final PasswordRules rules;
    private final Passwords passwords;

    NewPasswords(Organizations organizations, PasswordRules rules, Passwords passwords) {
        this.organizations = organizations;
        this.rules = rules;
        this.passwords = passwords;
    }

    /** @throws io.miniredis.auth.password.WeakPassword answered with 422 */
    void check(SignUp wish) {
        rules.check(wish.password(), Arrays.asList(wish.email(), wish.organization()));
    }

    String hash(String password) {
        return passwords.hash(password);
    }

    /** @throws io.miniredis.auth.password.WeakPassword answered with 422 */
    String checkAndHash(String password, User user) {
        var names = organizations.of(user.id()).stream().map(Member::organizationName);
        rules.check(
                password,
                Stream.<@Nullable String>concat(Stream.of(user.email()), names).toList());
        return passwords.hash(password);
    }
}
