package io.miniredis.auth.organization;

import io.miniredis.kit.token.Role;
import jakarta.validation.constraints.NotNull;

/** The body that changes a member's role. */
record NewRole(
        @NotNull(message = "is missing; one of viewer, developer, admin, owner")
        Role role) {}
