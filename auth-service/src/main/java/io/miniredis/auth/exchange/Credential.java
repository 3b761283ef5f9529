package io.miniredis.auth.exchange;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What a tenant sent to the gateway: one of the two. */
record Credential(
        @Size(max = 200) @Nullable String session,
        @Size(max = 200) @Nullable String apiKey) {

    @AssertTrue(message = "give either session or apiKey")
    boolean isOne() {
        return (session == null) != (apiKey == null);
    }

    @Override
    public String toString() {
        return "Credential[" + (session == null ? "apiKey" : "session") + "]";
    }
}
