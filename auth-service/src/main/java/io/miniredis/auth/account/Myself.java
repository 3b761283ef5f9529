package io.miniredis.auth.account;

import io.miniredis.auth.apikey.ApiKeys;
import io.miniredis.auth.organization.Organizations;
import io.miniredis.auth.user.Users;
import io.miniredis.kit.token.Caller;
import java.util.List;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.stereotype.Component;

/** Says to a caller who it is. */
@Component
public class Myself {

    private final Users users;
    private final ApiKeys keys;
    private final Organizations organizations;
    private final SecondFactor secondFactor;

    Myself(Users users, ApiKeys keys, Organizations organizations, SecondFactor secondFactor) {
        this.users = users;
        this.keys = keys;
        this.organizations = organizations;
        this.secondFactor = secondFactor;
    }

    public MeView of(Caller caller) {
        var organization = organizations
                .find(caller.organizationId())
                .map(it -> new AccountView.OrganizationView(it.id(), it.name()))
                .orElseThrow(Myself::outlived);
        return caller.isPerson() ? person(caller, organization) : key(caller, organization);
    }

    private MeView person(Caller caller, AccountView.OrganizationView organization) {
        var user = users.findById(caller.subject()).orElseThrow(Myself::outlived);
        var all = organizations.of(user.id()).stream()
                .map(MeView.OrganizationOfMine::of)
                .toList();
        return new MeView(
                AccountView.UserView.of(user, secondFactor.isOn(user)),
                organization,
                caller.role(),
                all,
                caller.operator(),
                null);
    }

    private MeView key(Caller caller, AccountView.OrganizationView organization) {
        var key = keys.ofId(caller.subject()).orElseThrow(Myself::outlived);
        var only = new MeView.OrganizationOfMine(organization.id(), organization.name(), caller.role());
        return new MeView(null, organization, caller.role(), List.of(only), false, MeView.KeyOfCaller.of(key));
    }

    /** The token outlived what it names. */
    private static AuthenticationCredentialsNotFoundException outlived() {
        return new AuthenticationCredentialsNotFoundException("the caller is gone");
    }
}
