package io.miniredis.auth.invitation;

import io.miniredis.kit.token.Role;
import java.time.Instant;
import java.util.List;

/** An invitation as the organization sees it. */
record InvitationView(String id, String email, Role role, Instant createdAt, Instant expiresAt) {

    static InvitationView of(Invitation invitation) {
        return new InvitationView(
                invitation.id(), invitation.email(), invitation.role(), invitation.createdAt(), invitation.expiresAt());
    }

    /** All that are open: few, since an hour's are limited and they end. */
    record Listed(List<InvitationView> items) {}
}
