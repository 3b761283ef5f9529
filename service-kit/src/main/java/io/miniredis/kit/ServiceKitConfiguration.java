package io.miniredis.kit;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.miniredis.kit.client.ClientCredentialsTokens;
import io.miniredis.kit.client.ServiceClientProperties;
import io.miniredis.kit.client.ServiceClients;
import io.miniredis.kit.client.ServiceTokens;
import io.miniredis.kit.problem.ErrorProblems;
import io.miniredis.kit.problem.Problem;
import io.miniredis.kit.problem.ProblemAdvice;
import io.miniredis.kit.problem.ProblemReportValve;
import io.miniredis.kit.problem.ProblemSecurity;
import io.miniredis.kit.problem.ProblemWriter;
import io.miniredis.kit.token.CallerArgumentResolver;
import io.miniredis.kit.token.NeedsInterceptor;
import io.miniredis.kit.token.PublicKeys;
import io.miniredis.kit.token.RememberingJwtDecoder;
import io.miniredis.kit.token.TokenProperties;
import io.miniredis.kit.token.TokenSecurity;
import io.miniredis.kit.web.BodyLimitFilter;
import io.miniredis.kit.web.MetricsPort;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.util.unit.DataSize;
import org.springframework.web.client.RestClient;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** Wires the kit into a service. A service that answers tokens in its own way (auth-service) brings its own {@link JwtDecoder}. */
@AutoConfiguration(before = ErrorMvcAutoConfiguration.class)
@Import({ProblemAdvice.class, ErrorProblems.class})
public class ServiceKitConfiguration {

    private static final List<Duration> LATENCIES = List.of(
            Duration.ofMillis(10),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofMillis(2500),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10));

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Enums in lower case and never by number; a field that does not exist is an error that names it, not a silent no-op. */
    @Bean
    JsonMapperBuilderCustomizer houseJson() {
        return json -> json.enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
    }

    @Bean
    ProblemWriter problemWriter(JsonMapper json) {
        return new ProblemWriter(json);
    }

    @Bean
    ProblemSecurity problemSecurity(ProblemWriter writer) {
        return new ProblemSecurity(writer);
    }

    /** What the firewall of Spring Security refuses, such as encoded slashes, names nothing here. */
    @Bean
    RequestRejectedHandler rejected(ProblemWriter problems) {
        return (request, response, exception) -> problems.write(
                response, Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", "There is nothing at this path."));
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemReports() {
        return tomcat -> tomcat.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemReportValve.class.getName());
            }
        });
    }

    /** A span and a timer for each security filter of each request tell nobody anything, and cost more than the filters. */
    @Bean
    SecurityObservationSettings noSecurityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    TokenSecurity tokenSecurity(ProblemSecurity problems) {
        return new TokenSecurity(problems);
    }

    @Bean
    WebMvcConfigurer callers() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArgumentResolver());
            }

            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new NeedsInterceptor()).order(Ordered.HIGHEST_PRECEDENCE);
            }
        };
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(
            @Value("${miniredis.web.body-limit:1MB}") DataSize limit, ProblemWriter problems) {
        var registration = new FilterRegistrationBean<>(new BodyLimitFilter(limit, problems));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }

    /** Latencies as a histogram of few buckets: quantiles of all pods together cannot be had from quantiles of each. */
    @Bean
    MeterFilter latencyBuckets() {
        var buckets = DistributionStatisticConfig.builder()
                .serviceLevelObjectives(
                        LATENCIES.stream().mapToDouble(Duration::toNanos).toArray())
                .build();
        return new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return id.getName().equals("http.server.requests") ? buckets.merge(config) : config;
            }
        };
    }

    /** For services whose own port is open to strangers. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnExpression("${miniredis.web.metrics-port:0} > 0")
    static class Measured {

        private final MetricsPort metrics;

        Measured(@Value("${miniredis.web.metrics-port}") int port) {
            metrics = new MetricsPort(port);
        }

        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> metricsConnector() {
            return metrics::open;
        }

        @Bean
        FilterRegistrationBean<MetricsPort> metricsPort() {
            var registration = new FilterRegistrationBean<>(metrics);
            registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
            return registration;
        }
    }

    /** For services that take tokens: the auth-service's public keys, asked for when needed. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("miniredis.token.auth-url")
    @EnableConfigurationProperties(TokenProperties.class)
    static class Decoding {

        @Bean
        @ConditionalOnMissingBean
        JwtDecoder jwtDecoder(TokenProperties properties, Clock clock) {
            var http = RestClient.builder()
                    .requestFactory(ServiceClients.requests(Duration.ofSeconds(1), Duration.ofSeconds(3)))
                    .build();
            var keys = new PublicKeys(http, properties.authUrl() + "/oauth2/jwks", clock);
            return RememberingJwtDecoder.of(keys, properties.issuer(), clock);
        }
    }

    /** For services that call others. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("miniredis.service-client.id")
    @EnableConfigurationProperties({TokenProperties.class, ServiceClientProperties.class})
    static class Calling {

        @Bean
        @ConditionalOnMissingBean
        ServiceTokens serviceTokens(ServiceClientProperties client, TokenProperties tokens, Clock clock) {
            var http = RestClient.builder()
                    .requestFactory(ServiceClients.requests(client.connectTimeout(), client.readTimeout()))
                    .configureMessageConverters(it -> it.addCustomConverter(new FormHttpMessageConverter())
                            .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                    .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                    .build();
            return new ClientCredentialsTokens(client, tokens.authUrl() + "/oauth2/token", http, clock);
        }

        @Bean
        ServiceClients serviceClients(
                RestClient.Builder builder, ServiceClientProperties client, ServiceTokens tokens) {
            return new ServiceClients(builder, client, tokens);
        }
    }
}
