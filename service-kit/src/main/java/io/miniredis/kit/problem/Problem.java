package io.miniredis.kit.problem;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.slf4j.MDC;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** Makes RFC 9457 bodies as the house writes them. */
public final class Problem {

    private Problem() {}

    /**
     * @param code stable, upper snake case; a client may switch on it
     * @param detail what is wrong and what to do about it
     */
    public static ProblemDetail of(HttpStatus status, String code, String detail) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(status.getReasonPhrase());
        return complete(problem, code);
    }

    /** A 422 whose {@code fieldErrors} say which fields are wrong. */
    public static ProblemDetail invalid(List<FieldProblem> fields) {
        var detail = fields.size() == 1
                ? "%s: %s"
                        .formatted(fields.getFirst().field(), fields.getFirst().message())
                : "%d fields are wrong; see fieldErrors.".formatted(fields.size());
        var problem = of(HttpStatus.UNPROCESSABLE_CONTENT, "INVALID_INPUT", detail);
        problem.setProperty("fieldErrors", fields);
        return problem;
    }

    static ProblemDetail complete(ProblemDetail problem, String code) {
        problem.setType(URI.create(
                "urn:miniredis:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-')));
        problem.setProperty("code", code);
        var trace = MDC.get("traceId");
        if (trace != null) problem.setProperty("traceId", trace);
        return problem;
    }
}
