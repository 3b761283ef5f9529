package io.miniredis.auth.account;

/** The answer to a sign-up or log-in. */
record AccountView(UserView user, OrganizationView organization) {

    record UserView(String id, String email) {
        static UserView of(User user) {
            return new UserView(user.id(), user.email());
        }
    }

    record OrganizationView(String id, String name) {}
}
