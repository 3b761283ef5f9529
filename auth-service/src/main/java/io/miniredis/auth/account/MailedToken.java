package io.miniredis.auth.account;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The body with the secret of a mail's link. */
record MailedToken(
        @NotNull(message = "is missing") @Size(max = 200, message = "must have at most {max} characters")
        String token) {

    @Override
    public String toString() {
        return "MailedToken[]";
    }
}
