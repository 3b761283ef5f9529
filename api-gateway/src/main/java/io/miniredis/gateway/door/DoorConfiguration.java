package io.miniredis.gateway.door;

import io.miniredis.kit.problem.ProblemWriter;
import jakarta.servlet.Filter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** The order of the door: after the trace and the log's entry begin, before calls are counted and bodies are looked at. */
@Configuration(proxyBeanMethods = false)
class DoorConfiguration {

    @Bean
    FilterRegistrationBean<BrowserHeadersFilter> browserHeadersFilter() {
        return at(3, new BrowserHeadersFilter());
    }

    @Bean
    FilterRegistrationBean<HeaderLimitFilter> headerLimitFilter(DoorProperties properties, ProblemWriter problems) {
        return at(4, new HeaderLimitFilter(properties, problems));
    }

    @Bean
    FilterRegistrationBean<PlainPathFilter> plainPathFilter(ProblemWriter problems) {
        return at(5, new PlainPathFilter(problems));
    }

    @Bean
    Origins origins(DoorProperties properties) {
        return new Origins(properties.publicUrl(), properties.corsOrigins());
    }

    @Bean
    FilterRegistrationBean<CorsFilter> crossOriginFilter(Origins origins) {
        return at(6, new CorsFilter(origins));
    }

    @Bean
    FilterRegistrationBean<OriginFilter> originFilter(
            Origins origins, DoorProperties properties, ProblemWriter problems) {
        return at(7, new OriginFilter(origins, properties.originRequired(), problems));
    }

    private static <F extends Filter> FilterRegistrationBean<F> at(int place, F filter) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + place);
        return registration;
    }
}
