package io.miniredis.gateway.access;

import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/** What is learned about a request while it is answered, for its line in the log. */
public final class AccessEntry {

    private static final String ATTRIBUTE = AccessEntry.class.getName();

    private final String address;
    private final @Nullable String trace;
    private volatile @Nullable String organization;
    private volatile @Nullable String subject;

    private AccessEntry(String address, @Nullable String trace) {
        this.address = address;
        this.trace = trace;
    }

    static void begin(ServletRequest request, @Nullable String trace) {
        request.setAttribute(ATTRIBUTE, new AccessEntry(request.getRemoteAddr(), trace));
    }

    static @Nullable AccessEntry of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof AccessEntry entry ? entry : null;
    }

    /** Says who called, as far as it is known: ids, never a credential. */
    public static void caller(ServletRequest request, @Nullable String organization, @Nullable String subject) {
        var entry = of(request);
        if (entry == null) return;
        entry.organization = organization;
        entry.subject = subject;
    }

    String address() {
        return address;
    }

    @Nullable
    String trace() {
        return trace;
    }

    @Nullable
    String organization() {
        return organization;
    }

    @Nullable
    String subject() {
        return subject;
    }
}
