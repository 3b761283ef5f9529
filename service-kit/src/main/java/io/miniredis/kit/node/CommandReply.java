package io.miniredis.kit.node;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * What the engine answered.
 *
 * @param result strings, whole numbers, null, and lists of these
 * @param error the engine's own error line, such as {@code WRONGTYPE Operation against …}; null when it answered well
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CommandReply(
        @Nullable Object result, @Nullable String error) {}
