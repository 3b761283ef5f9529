package io.miniredis.kit.node;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * One thing that happened to a node, as its history tells it; {@code GET /nodes/{id}/events} lists the last ones, newest first.
 *
 * @param revision the host's revision then; orders events whatever the clock does
 * @param at when, by the host's clock
 * @param message what happened, for people
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record NodeHistoryEvent(long revision, Instant at, Kind kind, String message) {

    /** The kinds of things that happen to a node. */
    public enum Kind {
        /** The host took the node in. */
        CREATED,
        /** An engine process was started. */
        STARTED,
        /** The engine answered an authenticated PING. */
        READY,
        /** A node-manager that came back took the running engine over. */
        ADOPTED,
        /** The wish changed and is in force, without a restart. */
        CHANGED,
        /** The engine ended unasked; the message has its exit code or signal and its last words. */
        EXITED,
        /** The engine does not answer and does nothing. */
        HUNG,
        /** The engine had to be ended by force. */
        KILLED,
        /** The engine saved and ended, as asked. */
        STOPPED,
        /** It cannot be started, or not go on as it is. */
        FAILED,
        /** The engine's files were damaged and have been repaired. */
        REPAIRED,
        /** A new certificate is presented. */
        CERTIFICATE,
        /** Another engine version runs now. */
        UPGRADED
    }
}
