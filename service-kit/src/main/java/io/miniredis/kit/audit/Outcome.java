package io.miniredis.kit.audit;

/** How it went. */
public enum Outcome {
    DONE,
    /** The caller may not, or not now. */
    REFUSED,
    /** It was begun, and something of ours gave it up. */
    FAILED
}
