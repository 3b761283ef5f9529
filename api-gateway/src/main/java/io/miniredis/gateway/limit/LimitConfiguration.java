package io.miniredis.gateway.limit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.miniredis.kit.problem.ProblemWriter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

    @Bean
    Buckets buckets(LimitProperties properties, Ticker ticker, MeterRegistry meters) {
        var memory = new MemoryBuckets(ticker);
        if (properties.redis().isEmpty()) return memory;
        var redis = RedisBuckets.at(properties.redis(), properties.redisTimeout());
        var shared = new SharedBuckets(redis, memory, ticker, properties.redisPause());
        Gauge.builder("miniredis.gateway.rate.limits.shared", shared, it -> it.isShared() ? 1 : 0)
                .description("1 while gateways count calls together, 0 while each counts for itself")
                .register(meters);
        FunctionCounter.builder("miniredis.gateway.rate.limits.redis.failures", shared, SharedBuckets::failures)
                .description("Calls that were counted here because the Redis of the rate limits failed")
                .register(meters);
        return shared;
    }

    @Bean
    FilterRegistrationBean<RateLimitFilter> rateLimitFilter(
            LimitProperties properties, Buckets buckets, ProblemWriter problems, MeterRegistry meters) {
        var registration = new FilterRegistrationBean<>(new RateLimitFilter(properties, buckets, problems, meters));
        // after what no service would be asked about, before bodies are looked at
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 8);
        return registration;
    }
}
