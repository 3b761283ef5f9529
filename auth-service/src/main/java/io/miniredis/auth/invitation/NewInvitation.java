package io.miniredis.auth.invitation;

import io.miniredis.kit.token.Role;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** The body that invites somebody. */
record NewInvitation(
        @NotNull(message = "is missing")
        @Email(message = "must be an e-mail address")
        @Size(min = 3, max = 254, message = "must be an e-mail address of at most {max} characters")
        @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*", message = "must not hold control characters")
        String email,

        @NotNull(message = "is missing; one of viewer, developer, admin, owner")
        Role role) {}
