package io.miniredis.gateway.route;

import java.net.URI;

/**
 * A service behind the gateway.
 *
 * @param words what it does, for people, with its name
 * @param base its URL, without a slash at the end
 */
record Upstream(String words, String base) {

    static Upstream at(URI url, String words) {
        var text = url.toString();
        return new Upstream(words, text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }
}
