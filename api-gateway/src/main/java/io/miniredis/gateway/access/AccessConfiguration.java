package io.miniredis.gateway.access;

import io.miniredis.gateway.openapi.Templates;
import java.time.Clock;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    FilterRegistrationBean<AccessEntryFilter> accessEntryFilter() {
        var registration = new FilterRegistrationBean<>(new AccessEntryFilter());
        // after the trace begins, before anything is refused
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        return registration;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> accessLog(
            Templates templates, JsonMapper json, Clock clock) {
        return tomcat -> tomcat.addEngineValves(new AccessLogValve(templates, json, clock));
    }
}
