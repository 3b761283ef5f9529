package io.miniredis.auth.account;

import io.miniredis.auth.user.User;

/** The answer to a sign-up or log-in. */
record AccountView(UserView user, OrganizationView organization) {

    record UserView(String id, String email, boolean emailVerified, boolean twoFactor) {
        static UserView of(User user, boolean twoFactor) {
            return new UserView(user.id(), user.email(), user.emailVerified(), twoFactor);
        }
    }

    record OrganizationView(String id, String name) {}
}
