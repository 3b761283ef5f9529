package io.miniredis.gateway.route;

import io.miniredis.gateway.credential.Admission;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * What was decided about a request on its way to a service.
 *
 * @param admission whom the service is to believe the caller to be; null where it believes nothing
 * @param cookies names of the cookies that go on
 */
record Onward(
        Upstream upstream, Patience patience, @Nullable Admission admission, Set<String> cookies) {

    private static final String ATTRIBUTE = Onward.class.getName();

    void putInto(ServerRequest request) {
        request.attributes().put(ATTRIBUTE, this);
    }

    static Optional<Onward> find(ServerRequest request) {
        return request.attributes().get(ATTRIBUTE) instanceof Onward onward ? Optional.of(onward) : Optional.empty();
    }

    static Onward of(ServerRequest request) {
        return find(request).orElseThrow(() -> new IllegalStateException("a route without a decision"));
    }
}
