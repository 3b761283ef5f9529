package io.miniredis.auth.account;

import io.miniredis.auth.password.Passwords;
import io.miniredis.kit.token.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

/** Stand-in until h-accounts is merged. */
@Component
class PasswordProofs {

    private final Users users;
    private final Passwords passwords;

    PasswordProofs(Users users, Passwords passwords) {
        this.users = users;
        this.passwords = passwords;
    }

    User require(Caller caller, String password, HttpServletRequest request) {
        var user = users.findById(caller.subject()).orElseThrow();
        if (!passwords.matches(password, user.passwordHash())) throw new AccountException.PasswordWrong();
        return user;
    }
}
