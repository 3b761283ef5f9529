package io.miniredis.backend.reconcile;

/** One step of an operation. It may be run any number of times, and it may be cut off at any point. */
interface Step {
    Outcome run(Work work);
}
