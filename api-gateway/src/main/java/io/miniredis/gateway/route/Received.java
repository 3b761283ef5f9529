package io.miniredis.gateway.route;

import java.io.Closeable;
import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * A service's answer whose body is still to be read.
 *
 * @param call that it answers
 */
record Received(ClientHttpResponse response, HttpUriRequest call) implements Closeable {

    private static final String ATTRIBUTE = Received.class.getName();

    void putInto(ServerRequest request) {
        request.attributes().put(ATTRIBUTE, this);
    }

    /** Lets go of an answer that nobody reads. */
    static void letGo(ServerRequest request) {
        if (!(request.attributes().get(ATTRIBUTE) instanceof Received received)) return;
        received.cut();
        received.close();
    }

    /** Breaks off the connection. Without, closing would first read the rest, which may never end. */
    void cut() {
        call.abort();
    }

    @Override
    public void close() {
        response.close();
    }

    java.io.InputStream body() throws IOException {
        return response.getBody();
    }
}
