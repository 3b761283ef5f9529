package io.miniredis.gateway.route;

import io.miniredis.kit.trace.TraceContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * The headers of a request as a service gets them: the signed token in place of the credential, a trace, and where the caller came
 * from as this gateway saw it. What only proxies may say, and what belongs to one connection, does not pass.
 */
final class OnwardHeaders {

    private static final Set<String> STOPPED = Set.of(
            "authorization",
            "cookie",
            "host",
            "content-length",
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "expect",
            "forwarded",
            "x-real-ip",
            "x-client-ip",
            "x-cluster-client-ip",
            "true-client-ip",
            "cf-connecting-ip",
            "x-original-url",
            "x-original-host",
            "x-original-method",
            "x-rewrite-url",
            "x-host",
            "x-http-method",
            "x-http-method-override",
            "x-method-override",
            // answered at the door
            "origin",
            "access-control-request-method",
            "access-control-request-headers",
            "trace-id",
            "traceparent",
            "tracestate",
            "baggage",
            "b3");

    private static final Pattern COOKIE_VALUE = Pattern.compile("[A-Za-z0-9+/=._~-]{1,4000}");

    private OnwardHeaders() {}

    static HttpHeaders of(ServerRequest request, Onward decided) {
        var incoming = request.headers().asHttpHeaders();
        var onward = new HttpHeaders();
        var ofConnection = incoming.getConnection();
        incoming.forEach((name, values) -> {
            var lower = name.toLowerCase(Locale.ROOT);
            if (passes(lower) && ofConnection.stream().noneMatch(lower::equalsIgnoreCase)) {
                onward.put(name, values);
            }
        });
        if (decided.admission() != null)
            onward.setBearerAuth(decided.admission().token());
        var cookies = cookies(request.servletRequest(), decided.cookies());
        if (!cookies.isEmpty()) onward.set(HttpHeaders.COOKIE, cookies);
        var trace = TraceContext.traceparent();
        if (trace != null) onward.set("traceparent", trace);
        origin(onward, request.servletRequest());
        return onward;
    }

    private static boolean passes(String name) {
        return !STOPPED.contains(name)
                && !name.startsWith("x-forwarded-")
                && !name.startsWith("x-miniredis-")
                && !name.startsWith("x-internal-");
    }

    private static String cookies(HttpServletRequest request, Set<String> names) {
        if (names.isEmpty() || request.getCookies() == null) return "";
        return Stream.of(request.getCookies())
                .filter(it -> names.contains(it.getName()))
                .filter(it -> COOKIE_VALUE.matcher(it.getValue()).matches())
                .map(it -> it.getName() + "=" + it.getValue())
                .collect(Collectors.joining("; "));
    }

    /** Tomcat has already put in what a trusted proxy said, and nothing of what others did. */
    private static void origin(HttpHeaders onward, HttpServletRequest request) {
        onward.set("X-Forwarded-For", request.getRemoteAddr());
        onward.set("X-Forwarded-Proto", request.getScheme());
        onward.set("X-Forwarded-Host", request.getServerName());
        onward.set("X-Forwarded-Port", String.valueOf(request.getServerPort()));
    }
}
