package io.miniredis.auth.mail;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The body with the secret that stands behind the {@code #} of a mailed link. */
public record MailedToken(
        @NotNull(message = "is missing") @Size(max = 200, message = "must have at most {max} characters")
        String token) {

    @Override
    public String toString() {
        return "MailedToken[…]";
    }
}
