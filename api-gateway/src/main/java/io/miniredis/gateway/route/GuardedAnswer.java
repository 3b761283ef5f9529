package io.miniredis.gateway.route;

import io.miniredis.kit.problem.ProblemWriter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * A service's answer on its way to the caller. If the service falls silent before the first byte went out, the caller gets a problem;
 * after that the connection is cut, so that half an answer does not look like a whole one.
 */
record GuardedAnswer(ServerResponse answer, Upstream upstream, ProblemWriter problems) implements ServerResponse {

    @Override
    public HttpStatusCode statusCode() {
        return answer.statusCode();
    }

    @Override
    public HttpHeaders headers() {
        return answer.headers();
    }

    @Override
    public MultiValueMap<String, Cookie> cookies() {
        return answer.cookies();
    }

    @Override
    public @Nullable ModelAndView writeTo(HttpServletRequest request, HttpServletResponse response, Context context)
            throws ServletException, IOException {
        try {
            return answer.writeTo(request, response, context);
        } catch (ClientAbortException nobodyListens) {
            throw nobodyListens;
        } catch (IOException exception) {
            if (response.isCommitted()) throw exception;
            startOver(response);
            problems.write(response, UpstreamProblems.of(exception, upstream));
            return null;
        }
    }

    /** Forgets what the service said, and keeps what the door did. */
    private void startOver(HttpServletResponse response) {
        var kept = new LinkedHashMap<String, String>();
        for (var name : response.getHeaderNames()) {
            if (!answer.headers().containsHeader(name)) kept.put(name, response.getHeader(name));
        }
        response.reset();
        kept.forEach(response::setHeader);
    }
}
