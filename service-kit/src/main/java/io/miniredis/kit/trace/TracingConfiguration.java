package io.miniredis.kit.trace;

import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Wires traces into a service; without a collector's address the SDK is not even loaded. */
@AutoConfiguration
@EnableConfigurationProperties(TracingProperties.class)
public class TracingConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Tracing tracing() {
        return Tracing.off();
    }

    @Bean
    @ConditionalOnMissingBean
    Causes causes(Clock clock) {
        return new Causes(clock);
    }

    @Bean
    FilterRegistrationBean<TraceFilter> traceFilter(Tracing tracing) {
        var registration = new FilterRegistrationBean<>(new TraceFilter(tracing));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /** For services whose traces somebody collects. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnExpression("!'${miniredis.tracing.endpoint:}'.isEmpty()")
    static class Collecting {

        @Bean
        Collector collector(TracingProperties properties, @Value("${spring.application.name}") String service) {
            return new Collector(properties, service);
        }

        @Bean
        Tracing recordingTracing(Collector collector, TracingProperties properties) {
            return Tracing.with(collector.tracer(), properties.door());
        }

        @Bean
        RestClientCustomizer tracedCalls(Tracing tracing) {
            return builder -> builder.requestInterceptor(new TracedCalls(tracing));
        }
    }
}
