package io.miniredis.auth.apikey;

import io.miniredis.kit.token.Role;

/** What a key may be. Only people own an organization. */
enum KeyRole {
    VIEWER,
    DEVELOPER,
    ADMIN;

    Role role() {
        return switch (this) {
            case VIEWER -> Role.VIEWER;
            case DEVELOPER -> Role.DEVELOPER;
            case ADMIN -> Role.ADMIN;
        };
    }
}
