package io.miniredis.kit.trace;

import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Begins spans. Where nobody collects them there is no tracer, nothing is recorded, and log lines, problems and calls to others still have
 * their trace.
 */
public final class Tracing {

    private final @Nullable Tracer tracer;
    private final boolean door;

    private Tracing(@Nullable Tracer tracer, boolean door) {
        this.tracer = tracer;
        this.door = door;
    }

    /** Without a collector. */
    public static Tracing off() {
        return new Tracing(null, false);
    }

    /** @param door whether this service decides what is recorded, instead of its callers */
    static Tracing with(Tracer tracer, boolean door) {
        return new Tracing(tracer, door);
    }

    /**
     * A request of a caller. Traces begin at the public API; what services do for themselves, such as heartbeats and probes, is nobody's
     * trace.
     *
     * @param caller where the caller is; null where it does not say
     */
    OpenSpan request(String method, String path, @Nullable TraceContext caller) {
        var recorded = tracer != null && (door ? path.startsWith("/api/") : caller != null && caller.sampled());
        if (!recorded) return OpenSpan.unrecorded(TraceContext.unrecorded(caller));
        var span = builder(method, caller).setSpanKind(SpanKind.SERVER).startSpan();
        return OpenSpan.recorded(span);
    }

    /** A part of what the current thread's trace does; records nothing outside a recorded trace. */
    public OpenSpan part(String name) {
        return below(name, TraceContext.current(), SpanKind.INTERNAL);
    }

    /** The same for work that another thread asked for, at {@code cause}. */
    public OpenSpan part(String name, @Nullable TraceContext cause) {
        return below(name, cause, SpanKind.INTERNAL);
    }

    /** A call to another service. */
    OpenSpan call(String method) {
        return below(method, TraceContext.current(), SpanKind.CLIENT);
    }

    private OpenSpan below(String name, @Nullable TraceContext parent, SpanKind kind) {
        if (tracer == null || parent == null || !parent.sampled()) return OpenSpan.unrecorded(parent);
        return OpenSpan.recorded(builder(name, parent).setSpanKind(kind).startSpan());
    }

    /** Something that ended just now and took this long. */
    public void ended(String name, @Nullable TraceContext cause, Duration took, Consumer<OpenSpan> details) {
        if (tracer == null || cause == null || !cause.sampled()) return;
        var end = Instant.now();
        var span = builder(name, cause).setStartTimestamp(end.minus(took)).startSpan();
        details.accept(OpenSpan.detached(span));
        span.end(end);
    }

    private SpanBuilder builder(String name, @Nullable TraceContext parent) {
        if (tracer == null) throw new IllegalStateException("tracing is off");
        var builder = tracer.spanBuilder(name);
        if (parent == null) return builder.setNoParent();
        var flags = parent.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault();
        var remote =
                SpanContext.createFromRemoteParent(parent.traceId(), parent.spanId(), flags, TraceState.getDefault());
        return builder.setParent(Context.root().with(io.opentelemetry.api.trace.Span.wrap(remote)));
    }
}
