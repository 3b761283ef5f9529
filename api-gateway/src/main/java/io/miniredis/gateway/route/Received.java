package io.miniredis.gateway.route;

import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.servlet.function.ServerRequest;

/** A service's answer that may still be let go of unread. */
final class Received {

    private static final String ATTRIBUTE = Received.class.getName();

    private Received() {}

    static void putInto(ServerRequest request, ClientHttpResponse response) {
        request.attributes().put(ATTRIBUTE, response);
    }

    static void letGo(ServerRequest request) {
        if (request.attributes().get(ATTRIBUTE) instanceof ClientHttpResponse response) response.close();
    }
}
