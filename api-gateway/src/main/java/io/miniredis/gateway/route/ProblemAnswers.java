package io.miniredis.gateway.route;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.servlet.function.ServerResponse;

/** Problems as answers of a route. */
final class ProblemAnswers {

    /** Seconds; a service that was restarted is back about then. */
    static final String RETRY_AFTER = "2";

    private ProblemAnswers() {}

    static ServerResponse of(ProblemDetail problem) {
        var answer = ServerResponse.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        switch (problem.getStatus()) {
            case 401 -> answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            case 413 -> answer.header(HttpHeaders.CONNECTION, "close");
            case 503 -> answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
            default -> {}
        }
        return answer.body(problem);
    }
}
