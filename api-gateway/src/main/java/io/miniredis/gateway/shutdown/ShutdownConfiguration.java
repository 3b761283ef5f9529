package io.miniredis.gateway.shutdown;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

@Configuration(proxyBeanMethods = false)
class ShutdownConfiguration {

    @Bean
    FilterRegistrationBean<LeavingFilter> leavingFilter(LameDuck duck) {
        var registration = new FilterRegistrationBean<>(new LeavingFilter(duck));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 3);
        return registration;
    }
}
