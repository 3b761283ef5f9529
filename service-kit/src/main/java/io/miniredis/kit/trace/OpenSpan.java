package io.miniredis.kit.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A part of a trace that is under way. It is the current thread's place in the trace until {@link #leave}, and takes as long as until
 * {@link #end}; {@link #close} is both.
 *
 * <p>Attributes are ids, names, codes and templates of paths. What a tenant, a person or a key could be told by never is one.
 */
public final class OpenSpan implements AutoCloseable {

    private final @Nullable Span span;
    private final @Nullable TraceContext before;
    private final AtomicBoolean ended = new AtomicBoolean();

    private OpenSpan(@Nullable Span span, @Nullable TraceContext before) {
        this.span = span;
        this.before = before;
    }

    static OpenSpan recorded(Span span) {
        var before = TraceContext.current();
        var context = span.getSpanContext();
        TraceContext.set(new TraceContext(context.getTraceId(), context.getSpanId(), context.isSampled()));
        return new OpenSpan(context.isSampled() ? span : null, before);
    }

    /** A place in a trace, or none, without anything to record. */
    static OpenSpan unrecorded(@Nullable TraceContext place) {
        var before = TraceContext.current();
        TraceContext.set(place);
        return new OpenSpan(null, before);
    }

    /** Of the past: no thread's place. */
    static OpenSpan detached(Span span) {
        return new OpenSpan(span, null);
    }

    boolean isRecorded() {
        return span != null;
    }

    void rename(String name) {
        if (span != null) span.updateName(name);
    }

    public OpenSpan attribute(String key, String value) {
        if (span != null) span.setAttribute(key, value);
        return this;
    }

    OpenSpan attribute(String key, long value) {
        if (span != null) span.setAttribute(key, value);
        return this;
    }

    /** @param type a code, or an exception's class; never its message, which may quote anything */
    public void failed(String type) {
        if (span != null) span.setAttribute("error.type", type).setStatus(StatusCode.ERROR);
    }

    void leave() {
        TraceContext.set(before);
    }

    void end() {
        if (span != null && ended.compareAndSet(false, true)) span.end();
    }

    @Override
    public void close() {
        leave();
        end();
    }
}
