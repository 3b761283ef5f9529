package io.miniredis.auth.apikey;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The body with which a key is made. */
record NewApiKey(
        @NotBlank(message = "is missing")
        @Size(max = 60, message = "must have 1 to {max} characters")
        @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*", message = "must not hold control characters")
        String name,

        @NotNull(message = "is missing; one of viewer, developer, admin")
        KeyRole role,

        @Nullable Instant expiresAt) {}
