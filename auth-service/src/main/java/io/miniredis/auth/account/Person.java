package io.miniredis.auth.account;

import io.miniredis.auth.user.User;

/**
 * A user as other features see them.
 *
 * @param emailVerified whether it was seen that they read the mail to that address
 */
public record Person(String id, String email, boolean emailVerified) {

    static Person of(User user) {
        return new Person(user.id(), user.email(), user.emailVerified());
    }
}
