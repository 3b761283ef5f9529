package io.miniredis.auth.proof;

import io.miniredis.auth.password.Passwords;
import io.miniredis.auth.throttle.Throttle;
import io.miniredis.auth.user.User;
import io.miniredis.auth.user.Users;
import io.miniredis.kit.token.Caller;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.stereotype.Component;

/** Lets on who knows the password of the account that they are logged in to. Throttled together with log-ins. */
@Component
public class PasswordProofs {

    private final Users users;
    private final Passwords passwords;
    private final Throttle throttle;

    PasswordProofs(Users users, Passwords passwords, Throttle throttle) {
        this.users = users;
        this.passwords = passwords;
        this.throttle = throttle;
    }

    /**
     * Call it outside of transactions: it hashes.
     *
     * @param address of {@link io.miniredis.auth.throttle.ClientAddress}
     * @return the user whose password it is
     * @throws io.miniredis.kit.token.RightMissing for keys, answered with 403
     * @throws PasswordWrong answered with 403
     * @throws io.miniredis.auth.throttle.TooManyAttempts answered with 429
     * @throws io.miniredis.auth.password.HashingBusy answered with 503
     */
    public User require(Caller caller, String password, String address) {
        caller.requirePerson();
        return require(caller.subject(), password, address);
    }

    /** The same for a user's id. */
    public User require(String userId, String password, String address) {
        var user = users.findById(userId)
                // the token outlived what it names
                .orElseThrow(() -> new AuthenticationCredentialsNotFoundException("no such user"));
        try (var attempt = throttle.begin(user.id(), address)) {
            if (!passwords.matches(password, user.passwordHash(), true)) {
                attempt.failed();
                throw new PasswordWrong();
            }
            attempt.succeeded();
            return user;
        }
    }
}
