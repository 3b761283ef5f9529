package io.miniredis.kit.audit;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted; null wants any. Read from the parameters of a query.
 *
 * @param outcome {@code done}, {@code refused} or {@code failed}
 * @param from not before
 * @param to before
 */
public record AuditFilter(
        @Nullable @Size(max = 60) @Pattern(regexp = PLAIN, message = PLAIN_RULE)
        String actor,

        @Nullable @Size(max = 60) @Pattern(regexp = PLAIN, message = PLAIN_RULE)
        String action,

        @Nullable @Size(max = 60) @Pattern(regexp = PLAIN, message = PLAIN_RULE)
        String subject,

        @Nullable @Pattern(regexp = "done|refused|failed", message = "must be one of done, refused, failed")
        String outcome,

        @Nullable Instant from,
        @Nullable Instant to) {

    public static final AuditFilter NONE = new AuditFilter(null, null, null, null, null, null);

    /** What texts to filter by may be made of: neither control characters nor halves of characters. */
    public static final String PLAIN = "[^\\p{Cc}\\p{Cs}]*";

    public static final String PLAIN_RULE = "must be plain text";

    /** What a cursor may be made of. */
    public static final String CURSOR = "aud_[0-9a-z~]{1,26}";

    public static final String CURSOR_RULE = "must be the next of a page before";

    /** Sorts after every event. */
    public static final String NEWEST = "aud_~";

    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    Instant fromOrFirst() {
        return from == null ? Instant.EPOCH : within(from);
    }

    Instant toOrLast() {
        return to == null ? LATEST : within(to);
    }

    /** To a time that a database and an id can tell. */
    private static Instant within(Instant time) {
        return time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time.isAfter(LATEST) ? LATEST : time;
    }
}
