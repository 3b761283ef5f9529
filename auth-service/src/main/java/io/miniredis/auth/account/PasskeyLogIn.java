package io.miniredis.auth.account;

import io.miniredis.auth.passkey.PasskeyAnswer;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * The body of a log-in with a passkey.
 *
 * @param ceremony of the options
 * @param credential what the browser answered
 */
record PasskeyLogIn(
        @NotNull(message = "is missing") @Size(max = 1000, message = "must have at most {max} characters")
        String ceremony,

        @NotNull(message = "is missing") @Valid PasskeyAnswer credential) {}
