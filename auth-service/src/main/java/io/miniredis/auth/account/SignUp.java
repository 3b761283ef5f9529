package io.miniredis.auth.account;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The body of a sign-up.
 *
 * @param organization its name; made from the e-mail address where it is left out
 */
record SignUp(
        @NotNull(message = "is missing")
        @Email(message = "must be an e-mail address")
        @Size(min = 3, max = 254, message = "must be an e-mail address of at most {max} characters")
        @Pattern(regexp = Text.PLAIN, message = Text.MESSAGE)
        String email,

        @NotNull(message = "is missing") @Size(min = 10, max = 200, message = "must have {min} to {max} characters")
        String password,

        @Size(max = 60, message = "must have at most {max} characters")
        @Pattern(regexp = Text.PLAIN, message = Text.MESSAGE)
        @Nullable
        String organization) {

    String organizationName() {
        if (organization != null && !organization.isBlank()) return organization.strip();
        return Registration.nameFrom(email);
    }

    @Override
    public String toString() {
        return "SignUp[" + email + "]";
    }
}
