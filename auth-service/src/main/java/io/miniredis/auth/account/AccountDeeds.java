package io.miniredis.auth.account;

import io.miniredis.auth.organization.Member;
import io.miniredis.auth.organization.Organizations;
import io.miniredis.auth.user.User;
import io.miniredis.kit.audit.Actor;
import io.miniredis.kit.audit.Deed;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the audit calls the things that people do to their own accounts; they show in the organization that they joined first. */
@Component
class AccountDeeds {

    static final String CREATE = "account.create";
    static final String VERIFY = "account.verify";
    static final String TAKE_OVER = "account.take-over";
    static final String RESET_PASSWORD = "account.password-reset";
    static final String CHANGE_PASSWORD = "account.password-change";
    static final String JOIN_PROVIDER = "account.join-provider";
    static final String LOG_IN = "session.begin";
    static final String LOG_OUT = "session.end";
    static final String SWITCH = "session.switch";

    private final Organizations organizations;

    AccountDeeds(Organizations organizations) {
        this.organizations = organizations;
    }

    /** Done by the account's person. */
    Deed of(String action, User user) {
        return Deed.of(action)
                .by(Actor.user(user.id(), user.email()))
                .on(user.id(), user.email())
                .in(home(user.id()));
    }

    /** Somebody was not let in, and it is not known who they are. As much is asked of the database where there is no such user. */
    Deed notLetIn(@Nullable User user, String code) {
        var home = home(user == null ? "" : user.id());
        var deed = Deed.of(LOG_IN).by(Actor.ANONYMOUS).in(home).refused(code);
        return user == null ? deed : deed.on(user.id(), user.email());
    }

    private @Nullable String home(String userId) {
        return organizations.of(userId).stream()
                .map(Member::organizationId)
                .findFirst()
                .orElse(null);
    }
}
