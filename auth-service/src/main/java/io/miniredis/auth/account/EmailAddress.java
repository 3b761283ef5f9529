package io.miniredis.auth.account;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** The body with which a forgotten password is told. */
record EmailAddress(
        @NotNull(message = "is missing")
        @Email(message = "must be an e-mail address")
        @Size(min = 3, max = 254, message = "must be an e-mail address of at most {max} characters")
        @Pattern(regexp = Text.PLAIN, message = Text.MESSAGE)
        String email) {}
