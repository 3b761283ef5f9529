package io.miniredis.gateway.route;

import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.ServerRequest;

/** What was decided about a request on its way to a service. */
record Onward(
        Upstream upstream, Patience patience, @Nullable String token) {

    private static final String ATTRIBUTE = Onward.class.getName();

    void putInto(ServerRequest request) {
        request.attributes().put(ATTRIBUTE, this);
    }

    static Onward of(ServerRequest request) {
        if (request.attributes().get(ATTRIBUTE) instanceof Onward onward) return onward;
        throw new IllegalStateException("a route without a decision");
    }
}
