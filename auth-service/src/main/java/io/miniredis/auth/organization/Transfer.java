package io.miniredis.auth.organization;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * The body that hands an organization over.
 *
 * @param userId who becomes its owner
 */
record Transfer(
        @NotBlank(message = "is missing")
        @Size(max = 60, message = "must have at most {max} characters")
        @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*", message = "must not hold control characters")
        String userId) {}
