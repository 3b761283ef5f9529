package io.miniredis.gateway.limit;

import io.github.bucket4j.ConsumptionProbe;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.miniredis.gateway.credential.Credential;
import io.miniredis.kit.problem.Problem;
import io.miniredis.kit.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses who calls too often, before anybody is asked about them. Every answer says how much is left of the limit that is nearest, in
 * {@code RateLimit-Limit}, {@code RateLimit-Remaining} and {@code RateLimit-Reset} (seconds until all of it is back).
 */
final class RateLimitFilter extends OncePerRequestFilter {

    private final Map<Limit, Rate> rates = new EnumMap<>(Limit.class);
    private final Map<Limit, Counter> refused = new EnumMap<>(Limit.class);
    private final Buckets buckets;
    private final ProblemWriter problems;

    RateLimitFilter(LimitProperties properties, Buckets buckets, ProblemWriter problems, MeterRegistry meters) {
        this.buckets = buckets;
        this.problems = problems;
        for (var limit : Limit.values()) {
            rates.put(limit, limit.rate(properties));
            refused.put(
                    limit,
                    Counter.builder("miniredis.gateway.rate.limited")
                            .description("Calls refused because of a rate limit")
                            .tag("limit", limit.word())
                            .register(meters));
        }
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/actuator/");
    }

    /** A bucket that was taken from. */
    private record Taken(Limit limit, Rate rate, ConsumptionProbe probe) {
        double left() {
            return (double) probe.getRemainingTokens() / rate.calls();
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var address = Addresses.of(request.getRemoteAddr());
        var credential = Credential.of(request);
        // the address first: a stranger who makes up credentials makes no buckets for them
        var nearest = take(Limit.ADDRESS, address, credential, null);
        var strict = Limit.strict(request);
        if (strict != null) nearest = take(strict, address, credential, nearest);
        if (credential.fingerprint() != null) nearest = take(Limit.CREDENTIAL, address, credential, nearest);
        if (nearest != null) tell(response, nearest);
        if (nearest == null || nearest.probe().isConsumed()) {
            chain.doFilter(request, response);
        } else {
            refuse(response, nearest);
        }
    }

    /** Takes from one more bucket, unless one before was empty. The answer is the one that is nearest to its limit. */
    private @Nullable Taken take(Limit limit, String address, Credential credential, @Nullable Taken before) {
        if (before != null && !before.probe().isConsumed()) return before;
        var rate = Objects.requireNonNull(rates.get(limit));
        if (!rate.isLimited()) return before;
        var taken = new Taken(limit, rate, buckets.take(limit.counted(address, credential), rate));
        return before == null || !taken.probe().isConsumed() || taken.left() < before.left() ? taken : before;
    }

    private static void tell(HttpServletResponse response, Taken taken) {
        response.setHeader("RateLimit-Limit", String.valueOf(taken.rate().calls()));
        response.setHeader("RateLimit-Remaining", String.valueOf(taken.probe().getRemainingTokens()));
        response.setHeader(
                "RateLimit-Reset", String.valueOf(seconds(taken.probe().getNanosToWaitForReset())));
    }

    private void refuse(HttpServletResponse response, Taken taken) throws IOException {
        Objects.requireNonNull(refused.get(taken.limit())).increment();
        var wait = Math.max(1, seconds(taken.probe().getNanosToWaitForRefill()));
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait));
        problems.write(
                response,
                Problem.of(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "RATE_LIMITED",
                        "Too many calls: at most %s for each %s. Try again in %d s."
                                .formatted(taken.rate(), taken.limit().counts(), wait)));
    }

    private static long seconds(long nanos) {
        return (nanos + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1);
    }
}
