package io.miniredis.auth.apikey;

import io.miniredis.kit.token.Access;
import io.miniredis.kit.token.Scope;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body with which a key is made.
 *
 * @param access narrows it below its role
 * @param databases the only databases that it shall reach. Whether they exist is the backend's to know; one that does not is simply never found
 */
record NewApiKey(
        @NotBlank(message = "is missing")
        @Size(max = 60, message = "must have 1 to {max} characters")
        @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*", message = "must not hold control characters")
        String name,

        @NotNull(message = "is missing; one of viewer, developer, admin")
        KeyRole role,

        @Nullable Instant expiresAt,

        @Size(min = 1, max = 3, message = "must name at least one of read, write, metrics, or be left out") @Nullable
        List<@NotNull(message = "must be one of read, write, metrics") Access> access,

        @Size(min = 1, max = MOST_DATABASES, message = "must name 1 to {max} databases, or be left out") @Nullable
        List<
                        @NotNull(message = "must be the id of a database, db_…")
                        @Pattern(regexp = "db_[0-9a-z]{26}", message = "must be the id of a database, db_…") String>
                databases) {

    /** They travel in the header of every call behind the gateway. */
    static final int MOST_DATABASES = 50;

    Scope scope() {
        return new Scope(access == null ? null : Set.copyOf(access), databases == null ? null : Set.copyOf(databases));
    }
}
