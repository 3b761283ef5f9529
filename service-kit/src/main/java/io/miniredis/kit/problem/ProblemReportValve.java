package io.miniredis.kit.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Says what Tomcat itself refuses (a bad request line, bad headers) as a problem, where it would show a page. */
public final class ProblemReportValve extends ErrorReportValve {

    private static final String PROBLEM = """
            {"type":"urn:miniredis:problem:%s","title":"%s","status":%d,"detail":"%s","code":"%s"}""";

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        var status = response.getStatus();
        if (status < HttpServletResponse.SC_BAD_REQUEST || response.getContentWritten() > 0) return;
        if (!response.setErrorReported()) return;
        var known = HttpStatus.resolve(status);
        var title = known == null ? "Error" : known.getReasonPhrase();
        var code = known == null ? "ERROR" : known.name();
        var detail = status >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR
                ? "This is a bug of ours. Try again; if it stays, report it."
                : "This is not a request that HTTP knows.";
        try {
            response.setContentType("application/problem+json");
            var kebab = code.toLowerCase(Locale.ROOT).replace('_', '-');
            response.getReporter().write(PROBLEM.formatted(kebab, title, status, detail, code));
            response.finishResponse();
        } catch (IOException | IllegalStateException nobodyListens) {
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
        }
    }
}
