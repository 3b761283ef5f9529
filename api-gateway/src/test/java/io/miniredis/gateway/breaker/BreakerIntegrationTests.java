package io.miniredis.gateway.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.miniredis.gateway.testing.Gateway;
import io.miniredis.gateway.testing.GatewayTest;
import io.miniredis.gateway.testing.Services;
import io.miniredis.kit.secret.KeyText;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@GatewayTest
class BreakerIntegrationTests {

    private static final String KEY = KeyText.withChecksum("breakerbreakerbreakerbreakerbreakerbreaker1");

    /** What a call costs without a circuit breaker when the service hangs, as {@link GatewayTest} configures it. */
    private static final Duration DEADLINE = Duration.ofMillis(400);

    @Autowired
    Gateway gateway;

    @Autowired
    Services services;

    @BeforeEach
    void reset() {
        services.reset();
        services.allow(KEY);
    }

    private Gateway.Answer get(String path) {
        return gateway.get("/api/v1" + path, "Authorization", "Bearer " + KEY);
    }

    private Gateway.Answer post(String path) {
        return gateway.send(gateway.request("/api/v1" + path)
                .header("Authorization", "Bearer " + KEY)
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
    }

    private static Duration timeOf(Runnable call) {
        var begin = System.nanoTime();
        call.run();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Test
    void serviceWhenItFailsIsNotAskedAndComesBackByItself() {
        services.answerWith(exchange -> Services.answer(exchange, 500, "text/html", "<h1>oops</h1>"));
        for (var i = 0; i < 5; i++) assertThat(get("/plans").status()).isEqualTo(502);
        var asked = services.seen().size();
        var answer = get("/plans");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("SERVICE_UNAVAILABLE");
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(answer.json().path("detail").asString()).contains("backend");
        assertThat(services.seen()).hasSize(asked);

        services.answerWith(exchange -> Services.answer(exchange, 200, "application/json", "{}"));
        await().atMost(Duration.ofSeconds(10)).until(() -> get("/plans").status() == 200);
        for (var i = 0; i < 10; i++) assertThat(get("/plans").status()).isEqualTo(200);
    }

    @Test
    void serviceWhenItHangsCostsMillisecondsSoonAndOthersNothing() {
        var release = new CountDownLatch(1);
        services.answerWith(exchange -> {
            if (exchange.getRequestURI().getPath().endsWith("/plans")) awaitQuietly(release);
            Services.answer(exchange, 200, "application/json", "{}");
        });
        for (var i = 0; i < 5; i++) assertThat(get("/plans").status()).isEqualTo(504);
        var asked = services.seen().size();
        assertThat(timeOf(() -> assertThat(get("/plans").status()).isEqualTo(503)))
                .isLessThan(DEADLINE);
        assertThat(services.seen()).hasSize(asked);
        // the auth-service has a circuit of its own
        assertThat(get("/auth/me").status()).isEqualTo(200);
        release.countDown();
    }

    @Test
    void serviceWhenItIsGoneCostsMilliseconds() {
        for (var i = 0; i < 10; i++) assertThat(get("/metrics").status()).isEqualTo(503);
        assertThat(timeOf(() -> {
                    for (var i = 0; i < 10; i++)
                        assertThat(get("/metrics").status()).isEqualTo(503);
                }))
                .isLessThan(Duration.ofSeconds(1));
        assertThat(get("/databases").status()).isEqualTo(200);
    }

    @Test
    void commandsWhenSlowDoNotOpenTheCircuitForOthers() {
        var release = new CountDownLatch(1);
        services.answerWith(exchange -> {
            if (exchange.getRequestURI().getPath().endsWith("/commands")) awaitQuietly(release);
            Services.answer(exchange, 200, "application/json", "{}");
        });
        try (var callers = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 12; i++) {
                callers.submit(() ->
                        assertThat(post("/databases/db_1/commands").status()).isEqualTo(504));
            }
        }
        assertThat(get("/databases").status()).isEqualTo(200);
        release.countDown();
    }

    @Test
    void problemsWhenServiceMeansThemDoNotOpenTheCircuit() {
        services.answerWith(exchange ->
                Services.answer(exchange, 503, "application/problem+json", "{\"code\":\"HOST_UNREACHABLE\"}"));
        for (var i = 0; i < 30; i++) assertThat(get("/databases/db_1").code()).isEqualTo("HOST_UNREACHABLE");
        assertThat(services.seen()).hasSize(30);
    }

    @Test
    void exchangeWhenAuthServiceIsDownFailsFastAndComesBack() {
        services.breakExchange();
        for (var i = 0; i < 6; i++) assertThat(get("/databases").status()).isEqualTo(503);
        var asked = services.exchanges();
        assertThat(get("/databases").status()).isEqualTo(503);
        assertThat(services.exchanges()).isEqualTo(asked);
        services.mendExchange();
        await().atMost(Duration.ofSeconds(10)).until(() -> get("/databases").status() == 200);
    }

    @Test
    void readingWhenConnectionEndsWithoutAnswerIsTriedOnceMore() {
        failOnce();
        assertThat(get("/databases").status()).isEqualTo(200);
        assertThat(services.seen()).hasSize(2);
    }

    @Test
    void changeWhenConnectionEndsWithoutAnswerIsNotTriedAgain() {
        failOnce();
        var answer = post("/databases");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(services.seen()).hasSize(1);
    }

    @Test
    void readingWhenConnectionEndsTwiceIsNotTriedAThirdTime() {
        services.answerWith(HttpExchange::close);
        assertThat(get("/databases").status()).isEqualTo(503);
        assertThat(services.seen()).hasSize(2);
    }

    private void failOnce() {
        var calls = new AtomicInteger();
        services.answerWith(exchange -> {
            if (calls.getAndIncrement() == 0) exchange.close();
            else Services.answer(exchange, 200, "application/json", "{}");
        });
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
        }
    }
}
