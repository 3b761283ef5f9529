package io.miniredis.kit.audit;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * From where a call came. The address is the connection's own, or what the gateway said, which Tomcat believes of addresses inside the
 * platform only.
 */
public record Origin(@Nullable String address, @Nullable String traceId) {

    private static final ScopedValue<Origin> CARRIED = ScopedValue.newInstance();

    static Origin current() {
        if (CARRIED.isBound()) return CARRIED.get();
        return new Origin(
                RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes servlet
                        ? servlet.getRequest().getRemoteAddr()
                        : null,
                MDC.get("traceId"));
    }

    /** The same work, on whatever thread, as something that the call which is served now began. */
    public static Runnable carriedInto(Runnable work) {
        var origin = current();
        return () -> ScopedValue.where(CARRIED, origin).run(work);
    }
}
