package io.miniredis.auth.account;

import org.springframework.stereotype.Component;

/** The people who run this platform: those whose address is configured, once it was seen that they read its mail. */
@Component
public class Operators {

    private final OperatorProperties properties;

    Operators(OperatorProperties properties) {
        this.properties = properties;
    }

    public boolean include(Person person) {
        return person.emailVerified() && properties.name(person.email());
    }
}
