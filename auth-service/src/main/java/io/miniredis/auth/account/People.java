package io.miniredis.auth.account;

import io.miniredis.auth.user.Users;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Users, for other features. */
@Component
public class People {

    private final Users users;
    private final Clock clock;

    People(Users users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    public Optional<Person> find(String userId) {
        return users.findById(userId).map(Person::of);
    }

    /** Notes that it was seen that they read the mail to their address. */
    public void verify(String userId) {
        users.verifyEmail(userId, clock.instant());
    }
}
