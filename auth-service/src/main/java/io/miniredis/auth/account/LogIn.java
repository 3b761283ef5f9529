package io.miniredis.auth.account;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The body of a log-in.
 *
 * @param code of an authenticator app or a recovery code, where the account has a second factor
 */
record LogIn(
        @NotNull(message = "is missing")
        @Size(max = 254, message = "must have at most {max} characters")
        @Pattern(regexp = Text.PLAIN, message = Text.MESSAGE)
        String email,

        @NotNull(message = "is missing") @Size(max = 200, message = "must have at most {max} characters")
        String password,

        @Size(max = 40, message = "must have at most {max} characters")
        @Pattern(regexp = Text.PLAIN, message = Text.MESSAGE)
        @Nullable
        String code) {

    @Override
    public String toString() {
        return "LogIn[" + email + "]";
    }
}
