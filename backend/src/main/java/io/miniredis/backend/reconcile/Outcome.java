package io.miniredis.backend.reconcile;

import io.miniredis.backend.database.Database;
import java.util.function.Consumer;

/** What one step decided. Steps decide; only the {@link Journal} writes. */
sealed interface Outcome {

    /** The step is done. */
    record Advance(Consumer<Database> change) implements Outcome {}

    /** The step is not done yet; it is run again when something is heard, and some seconds later in any case. */
    record Wait(String reason, String message, Consumer<Database> change) implements Outcome {
        Wait(String reason, String message) {
            this(reason, message, it -> {});
        }
    }

    /** The operation cannot be done. */
    record GiveUp(String reason, String message) implements Outcome {}
}
