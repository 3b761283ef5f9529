package io.miniredis.auth.account;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** The body that chooses where a session acts. */
record OrganizationChoice(
        @NotBlank(message = "is missing")
        @Size(max = 60, message = "must have at most {max} characters")
        @Pattern(regexp = Text.PLAIN, message = Text.MESSAGE)
        String organizationId) {}
