package io.miniredis.gateway.breaker;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The breakers by the names of their services. They open when a service fails, and try it again by themselves. */
@Component
public final class Breakers {

    private static final Logger log = LoggerFactory.getLogger(Breakers.class);

    private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();
    private final CircuitBreakerConfig rules;
    private final MeterRegistry meters;

    Breakers(BreakerProperties properties, MeterRegistry meters) {
        this.meters = meters;
        rules = CircuitBreakerConfig.custom()
                .slidingWindow(properties.calls(), properties.atLeast(), SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(properties.failures())
                // an answer is an answer: routes have deadlines of their own
                .slowCallRateThreshold(100)
                .slowCallDurationThreshold(java.time.Duration.ofDays(1))
                .waitDurationInOpenState(properties.openFor())
                .permittedNumberOfCallsInHalfOpenState(properties.probes())
                // probes that nobody waits for any more must not hold up the next ones
                .maxWaitDurationInHalfOpenState(properties.openFor().multipliedBy(10))
                .writableStackTraceEnabled(false)
                .build();
    }

    public Breaker of(String service) {
        return breakers.computeIfAbsent(service, this::make);
    }

    private Breaker make(String service) {
        var circuit = CircuitBreaker.of(service, rules);
        circuit.getEventPublisher()
                .onStateTransition(event -> log.warn(
                        "{}: circuit {}", service, event.getStateTransition().getToState()));
        var breaker = new Breaker(circuit);
        Gauge.builder("miniredis.gateway.circuit.open", breaker, it -> it.isOpen() ? 1 : 0)
                .description("1 while a service is not asked because it failed too often")
                .tag("service", service)
                .register(meters);
        return breaker;
    }

    /** Forgets every failure, for tests that share a gateway. */
    public void reset() {
        breakers.values().forEach(Breaker::reset);
    }
}
