package io.miniredis.auth.account;

import io.miniredis.auth.throttle.Limit;
import io.miniredis.auth.throttle.Throttle;
import io.miniredis.auth.user.User;
import io.miniredis.auth.user.Users;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Sign-ups that say to their address alone what came of them. They run after the answer, whose time would tell who has an account. */
@Component
class QuietSignUps {

    private final Users users;
    private final Registration registration;
    private final Verifications verifications;
    private final Throttle throttle;
    private final Letters letters;
    private final TransactionOperations transaction;

    QuietSignUps(
            Users users,
            Registration registration,
            Verifications verifications,
            Throttle throttle,
            Letters letters,
            TransactionOperations transaction) {
        this.users = users;
        this.registration = registration;
        this.verifications = verifications;
        this.throttle = throttle;
        this.letters = letters;
        this.transaction = transaction;
    }

    /** Makes the account and mails its link; or, where there is one, mails its owner. */
    void makeOrTell(SignUp wish, String hash) {
        var known = users.findByEmail(wish.email());
        if (known.isPresent()) {
            tell(known.get(), hash);
            return;
        }
        try {
            Registration.orTaken(() -> transaction.execute(status -> {
                var made = registration.register(wish.email(), hash, null, wish.organizationName());
                verifications.sendIfAllowed(made.user(), hash);
                return made;
            }));
        } catch (AccountException.EmailTaken faster) {
            users.findByEmail(wish.email()).ifPresent(it -> tell(it, hash));
        }
    }

    private void tell(User known, String hash) {
        if (!known.emailVerified()) {
            // perhaps the first mail was lost, perhaps the first sign-up was somebody else's: each link brings its own
            // password
            verifications.sendIfAllowed(known, hash);
        } else if (throttle.allows(Limit.MAIL, "exists\n" + known.id())) {
            letters.accountExists(known.email());
        }
    }
}
