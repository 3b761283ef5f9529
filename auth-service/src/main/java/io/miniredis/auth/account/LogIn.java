package io.miniredis.auth.account;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** The body of a log-in. */
record LogIn(
        @NotNull(message = "is missing")
        @Size(max = 254, message = "must have at most {max} characters")
        @Pattern(regexp = Text.PLAIN, message = Text.MESSAGE)
        String email,

        @NotNull(message = "is missing") @Size(max = 200, message = "must have at most {max} characters")
        String password) {

    @Override
    public String toString() {
        return "LogIn[" + email + "]";
    }
}
