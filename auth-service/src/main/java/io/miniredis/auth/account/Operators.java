package io.miniredis.auth.account;

import io.miniredis.auth.user.User;
import io.miniredis.auth.user.Users;
import org.springframework.stereotype.Component;

/** The people who run this platform: those whose address is configured, once it was seen that they read its mail. */
@Component
public class Operators {

    private final Users users;
    private final OperatorProperties properties;

    Operators(Users users, OperatorProperties properties) {
        this.users = users;
        this.properties = properties;
    }

    public boolean include(String userId) {
        if (properties.operators().isEmpty()) return false;
        return users.findById(userId)
                .filter(User::emailVerified)
                .filter(it -> properties.name(it.email()))
                .isPresent();
    }
}
