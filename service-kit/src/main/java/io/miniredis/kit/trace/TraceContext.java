package io.miniredis.kit.trace;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * A place in a W3C trace. A thread's own is kept in the MDC, so each log line has it, and whatever copies the MDC to another thread
 * goes on in the trace.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 * @param sampled whether the spans of this trace are recorded
 */
public record TraceContext(String traceId, String spanId, boolean sampled) {

    private static final Pattern TRACEPARENT =
            Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})");
    private static final String TRACE_ID = "traceId";
    private static final String SPAN_ID = "spanId";
    private static final String FLAGS = "traceFlags";
    private static final String SAMPLED = "01";

    /** What a {@code traceparent} header says; null where there is none, or none that can be read. */
    public static @Nullable TraceContext parse(@Nullable String traceparent) {
        if (traceparent == null) return null;
        var match = TRACEPARENT.matcher(traceparent);
        if (!match.matches()) return null;
        var flags = HexFormat.fromHexDigits(match.group(3));
        return new TraceContext(match.group(1), match.group(2), (flags & 1) == 1);
    }

    /** A place that nobody records: below {@code parent}, or in a new trace. */
    static TraceContext unrecorded(@Nullable TraceContext parent) {
        var random = ThreadLocalRandom.current();
        var hex = HexFormat.of();
        var trace = parent != null
                ? parent.traceId()
                : hex.toHexDigits(random.nextLong() | 1) + hex.toHexDigits(random.nextLong());
        return new TraceContext(trace, hex.toHexDigits(random.nextLong() | 1), false);
    }

    /** Where this thread is, or null outside a trace. */
    public static @Nullable TraceContext current() {
        var trace = MDC.get(TRACE_ID);
        var span = MDC.get(SPAN_ID);
        return trace == null || span == null ? null : new TraceContext(trace, span, SAMPLED.equals(MDC.get(FLAGS)));
    }

    /** The header that hands the current trace to the next service, or null outside a trace. */
    public static @Nullable String traceparent() {
        var current = current();
        return current == null
                ? null
                : "00-" + current.traceId() + "-" + current.spanId() + (current.sampled() ? "-01" : "-00");
    }

    /** Makes this the current thread's place, or with null none. */
    static void set(@Nullable TraceContext place) {
        if (place == null) {
            MDC.remove(TRACE_ID);
            MDC.remove(SPAN_ID);
        } else {
            MDC.put(TRACE_ID, place.traceId());
            MDC.put(SPAN_ID, place.spanId());
        }
        if (place != null && place.sampled()) MDC.put(FLAGS, SAMPLED);
        else MDC.remove(FLAGS);
    }
}
