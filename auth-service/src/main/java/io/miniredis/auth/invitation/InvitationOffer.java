package io.miniredis.auth.invitation;

import io.miniredis.kit.token.Role;
import java.time.Instant;

/**
 * An invitation as who got it sees it.
 *
 * @param email whom it was sent to
 */
record InvitationOffer(String organizationName, String email, Role role, Instant expiresAt) {}
