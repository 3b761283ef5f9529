package io.miniredis.auth.account;

import io.miniredis.auth.organization.Organizations;
import io.miniredis.auth.user.Users;
import io.miniredis.kit.token.Caller;
import java.util.List;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.stereotype.Component;

/** Says to a caller who it is. */
@Component
class Myself {

    private final Users users;
    private final Organizations organizations;
    private final SecondFactor secondFactor;

    Myself(Users users, Organizations organizations, SecondFactor secondFactor) {
        this.users = users;
        this.organizations = organizations;
        this.secondFactor = secondFactor;
    }

    MeView of(Caller caller) {
        var user = users.findById(caller.subject()).orElse(null);
        var organization = organizations
                .find(caller.organizationId())
                .map(it -> new AccountView.OrganizationView(it.id(), it.name()))
                // the token outlived what it names
                .orElseThrow(() -> new AuthenticationCredentialsNotFoundException("no such organization"));
        if (user == null) {
            var only = new MeView.OrganizationOfMine(organization.id(), organization.name(), caller.role());
            return new MeView(null, organization, caller.role(), List.of(only));
        }
        var all = organizations.of(user.id()).stream()
                .map(MeView.OrganizationOfMine::of)
                .toList();
        return new MeView(AccountView.UserView.of(user, secondFactor.isOn(user)), organization, caller.role(), all);
    }
}
