package io.miniredis.auth.organization;

import io.miniredis.kit.token.Role;

/** An organization as one of its members sees it. */
public record Member(String organizationId, String organizationName, Role role) {}
