package io.miniredis.gateway.route;

import io.miniredis.gateway.breaker.Breaker;
import io.miniredis.gateway.breaker.Breakers;
import java.net.URI;

/**
 * A service behind the gateway.
 *
 * @param words what it does, for people, with its name
 * @param base its URL, without a slash at the end
 * @param breaker that keeps calls from it while it fails
 */
record Upstream(String words, String base, Breaker breaker) {

    static Upstream at(URI url, String name, String doing, Breakers breakers) {
        var text = url.toString();
        var base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return new Upstream("%s (%s)".formatted(doing, name), base, breakers.of(name));
    }
}
