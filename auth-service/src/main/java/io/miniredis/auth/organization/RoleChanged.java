package io.miniredis.auth.organization;

import io.miniredis.kit.token.Role;

/** A member has another role now. Told within the transaction that did it: what they had handed out above it ends with it. */
public record RoleChanged(String organizationId, String userId, Role before, Role role) {}
