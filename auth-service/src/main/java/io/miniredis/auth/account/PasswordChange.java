package io.miniredis.auth.account;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * The body with which a password is changed.
 *
 * @param current the one that is in force
 */
record PasswordChange(
        @NotNull(message = "is missing") @Size(max = 200, message = "must have at most {max} characters")
        String current,

        @NotNull(message = "is missing") @Size(min = 10, max = 200, message = "must have {min} to {max} characters")
        String password) {

    @Override
    public String toString() {
        return "PasswordChange[]";
    }
}
