package io.miniredis.gateway.door;

import io.miniredis.kit.problem.ProblemWriter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

@Configuration(proxyBeanMethods = false)
class DoorConfiguration {

    @Bean
    FilterRegistrationBean<PlainPathFilter> plainPathFilter(ProblemWriter problems) {
        var registration = new FilterRegistrationBean<>(new PlainPathFilter(problems));
        // after the trace begins, before bodies are looked at
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 5);
        return registration;
    }
}
