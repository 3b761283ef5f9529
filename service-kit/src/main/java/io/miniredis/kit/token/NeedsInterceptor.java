package io.miniredis.kit.token;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Sees to what endpoints say that they {@link Needs need}. */
public final class NeedsInterceptor implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)) return true;
        var needs = method.getMethodAnnotation(Needs.class);
        if (needs == null) return true;
        var caller =
                Caller.current().orElseThrow(() -> new AuthenticationCredentialsNotFoundException("no tenant's token"));
        if (needs.operator()) caller.requireOperator();
        if (needs.person()) caller.requirePerson();
        var rights = needs.value();
        if (rights.length > 0 && Arrays.stream(rights).noneMatch(caller::may)) caller.require(rights[0]);
        return true;
    }
}
