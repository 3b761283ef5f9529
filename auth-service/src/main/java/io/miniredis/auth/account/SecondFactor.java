package io.miniredis.auth.account;

import io.miniredis.auth.throttle.Limit;
import io.miniredis.auth.throttle.Throttle;
import io.miniredis.auth.twofactor.SecondFactors;
import io.miniredis.auth.user.User;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What logging in asks for beside the password. */
@Component
class SecondFactor {

    private final SecondFactors factors;
    private final Throttle throttle;

    SecondFactor(SecondFactors factors, Throttle throttle) {
        this.factors = factors;
        this.throttle = throttle;
    }

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
        return factors.isOn(user.id());
    }

    /**
     * Call it after the password was found right.
     *
     * @throws io.miniredis.auth.throttle.TooManyAttempts when too many were wrong
     */
    Answer check(User user, @Nullable String code) {
        if (!isOn(user)) return Answer.NOT_ASKED;
        if (code == null || code.isBlank()) return Answer.NEEDED;
        throttle.require(Limit.CODE, user.id());
        if (!factors.accepts(user.id(), code)) return Answer.WRONG;
        throttle.forget(Limit.CODE, user.id());
        return Answer.RIGHT;
    }

    /** For an account that somebody else may have made: its owner could not pass what that person turned on. */
    void remove(User user) {
        factors.remove(user.id());
    }
}
