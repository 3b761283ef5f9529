package io.miniredis.auth.provider;

import java.util.Optional;

/**
 * A person as a provider knows them.
 *
 * @param subject what the issuer calls them, for ever
 * @param email an address that the provider says it verified; empty where it knows none, or did not
 */
record Person(String issuer, String subject, Optional<String> email) {

    @Override
    public String toString() {
        return "Person[" + issuer + "]";
    }
}
