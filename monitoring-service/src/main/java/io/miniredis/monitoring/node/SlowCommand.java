package io.miniredis.monitoring.node;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of an engine's slow log.
 *
 * @param id grows within one life of the engine
 * @param at when the command began, to the second
 * @param durationMicros execution time without I/O, in microseconds
 * @param command its words; the engine itself shortens long ones
 * @param client address of the client
 */
public record SlowCommand(
        long id,
        Instant at,
        long durationMicros,
        List<String> command,
        @Nullable String client) {}
