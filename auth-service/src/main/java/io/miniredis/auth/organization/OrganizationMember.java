package io.miniredis.auth.organization;

import io.miniredis.kit.token.Role;
import java.time.Instant;

/** A member as the organization sees it. */
public record OrganizationMember(String userId, String email, Role role, Instant joinedAt) {}
