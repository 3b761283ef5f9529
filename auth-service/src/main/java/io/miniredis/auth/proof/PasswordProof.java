package io.miniredis.auth.proof;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The body of a call that wants the caller's password once more. */
public record PasswordProof(
        @NotNull(message = "is missing") @Size(max = 200, message = "must have at most {max} characters")
        String password) {

    @Override
    public String toString() {
        return "PasswordProof[…]";
    }
}
