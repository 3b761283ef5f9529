package io.miniredis.auth.account;

import io.miniredis.auth.user.User;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What logging in asks for beside the password. Nobody can turn it on yet. */
@Component
class SecondFactor {

    /** How a code that came with a right password is found. */
    enum Answer {
        /** The account has no second factor. */
        NOT_ASKED,
        RIGHT,
        /** None came. */
        NEEDED,
        WRONG
    }

    boolean isOn(User user) {
        return false;
    }

    Answer check(User user, @Nullable String code) {
        return Answer.NOT_ASKED;
    }

    /** For an account that somebody else may have made: its owner could not pass what that person turned on. */
    void remove(User user) {}
}
