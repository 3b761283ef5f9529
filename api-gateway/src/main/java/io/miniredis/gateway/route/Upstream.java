package io.miniredis.gateway.route;

import java.net.URI;

/**
 * A service behind the gateway.
 *
 * @param words what it does, for people, with its name
 */
record Upstream(String words, URI url) {}
