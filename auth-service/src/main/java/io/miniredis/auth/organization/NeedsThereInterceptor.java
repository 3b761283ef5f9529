package io.miniredis.auth.organization;

import io.miniredis.kit.token.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Sees to what endpoints say that they {@linkplain NeedsThere need}. */
@Component
class NeedsThereInterceptor implements HandlerInterceptor, WebMvcConfigurer {

    private final Standings standings;

    NeedsThereInterceptor(Standings standings) {
        this.standings = standings;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)) return true;
        var needs = method.getMethodAnnotation(NeedsThere.class);
        if (needs == null) return true;
        var caller =
                Caller.current().orElseThrow(() -> new AuthenticationCredentialsNotFoundException("no tenant's token"));
        var here = standings.of(caller, organizationId(request));
        if (needs.person()) here.requirePerson();
        for (var right : needs.value()) here.require(right);
        return true;
    }

    private static String organizationId(HttpServletRequest request) {
        var variables = (Map<?, ?>) request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return String.valueOf(variables.get("organizationId"));
    }
}
