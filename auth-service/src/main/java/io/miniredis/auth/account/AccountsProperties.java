package io.miniredis.auth.account;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How people come in.
 *
 * @param verification whether an address must be verified first (MINIREDIS_VERIFICATION)
 */
@Validated
@ConfigurationProperties("miniredis.accounts")
record AccountsProperties(
        @NotNull(message = "MINIREDIS_VERIFICATION must be optional or required")
        Verification verification) {

    enum Verification {
        /** Who signs up is in at once. That an address is taken can be found out by signing up with it. */
        OPTIONAL,
        /** Nobody is let in before they followed the link in a mail, and nobody finds out who has an account. */
        REQUIRED
    }

    boolean verifiedOnly() {
        return verification == Verification.REQUIRED;
    }
}
