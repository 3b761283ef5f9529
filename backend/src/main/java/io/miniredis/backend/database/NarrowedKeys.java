package io.miniredis.backend.database;

import io.miniredis.kit.token.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * For a key that is narrowed to named databases there are no others: a path that names one is answered, before anything else is looked
 * at, like one that nobody has. Here once, so that no endpoint can forget it.
 */
@Component
class NarrowedKeys implements HandlerInterceptor, WebMvcConfigurer {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> named
                && named.get("databaseId") instanceof String databaseId
                && Caller.current().filter(it -> !it.reaches(databaseId)).isPresent()) {
            throw new DatabaseException.Unknown(databaseId);
        }
        return true;
    }
}
