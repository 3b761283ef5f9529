package io.miniredis.auth.organization;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** The body that names an organization. */
record OrganizationName(
        @NotBlank(message = "is missing")
        @Size(max = 60, message = "must have 1 to {max} characters")
        @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*", message = "must not hold control characters")
        String name) {}
