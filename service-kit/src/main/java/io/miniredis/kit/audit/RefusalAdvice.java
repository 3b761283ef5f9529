package io.miniredis.kit.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Sees every problem that is answered and notes those that refuse: a right that is missing (403) and what is not the caller's (404) in any
 * call; in calls that are {@link Audited} also a wrong credential (401) or link, a conflict (409), too many (429) and what failed (5xx).
 * Input that makes no sense (422) is no attempt at anything.
 */
@RestControllerAdvice
final class RefusalAdvice implements ResponseBodyAdvice<Object> {

    private final Refusals refusals;

    RefusalAdvice(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converterType) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returnType,
            MediaType contentType,
            Class<? extends HttpMessageConverter<?>> converterType,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body instanceof ProblemDetail problem && request instanceof ServletServerHttpRequest servlet) {
            note(problem, servlet.getServletRequest());
        }
        return body;
    }

    private void note(ProblemDetail problem, HttpServletRequest request) {
        var properties = problem.getProperties();
        var code = properties == null ? "" : String.valueOf(properties.getOrDefault("code", ""));
        var name = name(request);
        if (request.getAttribute(Audit.RECORDED) != null || !matters(problem.getStatus(), code, name != null)) return;
        var deed = Deed.of(name == null ? path(request) : name).on(subject(request), null);
        // whoever is told more than that there is no such organization is in it
        var organization = variables(request).get("organizationId");
        if (organization != null && !code.equals("ORGANIZATION_NOT_FOUND")) deed.in(organization.toString());
        refusals.note(problem.getStatus() >= 500 ? deed.failed(code) : deed.refused(code));
    }

    private static boolean matters(int status, String code, boolean named) {
        return switch (status) {
            case 403 -> true;
            case 404 -> !code.equals("NOT_FOUND"); // that there is nothing at a path is nobody's right
            case 401, 409, 429 -> named;
            case 422 -> named && code.equals("LINK_INVALID");
            default -> named && status >= 500;
        };
    }

    private static @Nullable String name(HttpServletRequest request) {
        if (!(request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod method)) {
            return null;
        }
        var audited = method.getMethodAnnotation(Audited.class);
        return audited == null ? null : audited.value();
    }

    private static String path(HttpServletRequest request) {
        var pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return request.getMethod() + " " + String.valueOf(pattern).replaceFirst("^/api/v1", "");
    }

    /** The last thing that the path names is what the call is about. */
    private static @Nullable String subject(HttpServletRequest request) {
        var named = List.copyOf(variables(request).values());
        return named.isEmpty() ? null : String.valueOf(named.getLast());
    }

    private static Map<?, ?> variables(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> named
                ? named
                : Map.of();
    }
}
