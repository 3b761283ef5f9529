package io.miniredis.backend.reconcile;

/** Where an operation stands after something was written. */
sealed interface Next {

    /** Its next step can be done at once. */
    record Do(Work work) implements Next {}

    /** It waits; somebody has to look again. */
    record Waiting() implements Next {}

    /** It is finished, by whomever. */
    record Finished() implements Next {}
}
