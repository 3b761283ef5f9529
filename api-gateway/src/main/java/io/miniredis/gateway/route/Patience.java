package io.miniredis.gateway.route;

/** How long a route waits for an answer. */
enum Patience {
    /** As long as a person would. */
    USUAL,
    /** As long as a command of a database may run. */
    COMMAND,
    /** An event stream: silence is no fault. */
    ENDLESS
}
