package io.miniredis.gateway.route;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/** Tells errors that a service meant from those that happened to it. */
final class StrangeErrors {

    private StrangeErrors() {}

    /** Whether it is an error without a problem that explains it. */
    static boolean isStrange(HttpStatusCode status, HttpHeaders headers) {
        if (!status.isError()) return false;
        var type = headers.getContentType();
        return type == null || !type.isCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
    }
}
