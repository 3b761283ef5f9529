package io.miniredis.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A collector that does not do its work costs its callers nothing. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class CollectorTests {

    /** Thirty times what may wait. */
    private static final int MANY = 30 * Collector.QUEUE;

    private static final TraceContext CALLER = new TraceContext("a".repeat(32), "b".repeat(16), true);

    @AfterEach
    void leave() {
        TraceContext.set(null);
    }

    private static Collector at(int port, boolean door, double ratio) {
        return new Collector(new TracingProperties("http://localhost:" + port, ratio, door), "tests");
    }

    private static Duration spans(Tracing tracing, int count) {
        var began = System.nanoTime();
        for (var i = 0; i < count; i++)
            tracing.request("GET", "/api/v1/plans", CALLER).close();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Test
    void spansWhenTheCollectorHangsAreDroppedAndHoldUpNobody(CapturedOutput output) throws Exception {
        var received = new AtomicLong();
        var hanging = new CountDownLatch(1);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            server.setExecutor(threads);
            server.createContext("/v1/traces", exchange -> {
                received.addAndGet(exchange.getRequestBody().readAllBytes().length);
                try {
                    hanging.await();
                } catch (InterruptedException end) {
                    Thread.currentThread().interrupt();
                }
                exchange.close();
            });
            server.start();
            var collector = at(server.getAddress().getPort(), false, 1);
            var took = spans(Tracing.with(collector.tracer(), false), MANY);
            var began = System.nanoTime();
            collector.close();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
            hanging.countDown();
            assertThat(took.dividedBy(MANY)).as("a span").isLessThan(Duration.ofMillis(1));
            assertThat(received.get()).as("bytes of at most a few batches").isLessThan(2_000_000);
            assertThat(output.getAll().lines()).as("log").hasSizeLessThan(5);
            server.stop(0);
        }
    }

    @Test
    void logWhenNobodyListensSaysSoOnce(CapturedOutput output) throws Exception {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var collector = at(port, false, 1);
        var tracing = Tracing.with(collector.tracer(), false);
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
        while (System.nanoTime() < end) spans(tracing, 1000);
        collector.close();
        assertThat(output.getAll().lines()).as("log").hasSizeLessThan(5);
        assertThat(output.getAll()).containsOnlyOnce("takes no traces");
    }

    @Test
    void requestWhenAtADoorIsDecidedByTheDoor() {
        var all = at(9, true, 1);
        var none = at(9, true, 0);
        var unsampled = new TraceContext(CALLER.traceId(), CALLER.spanId(), false);
        assertThat(Tracing.with(all.tracer(), true)
                        .request("GET", "/api/v1/plans", unsampled)
                        .isRecorded())
                .isTrue();
        assertThat(Tracing.with(none.tracer(), true)
                        .request("GET", "/api/v1/plans", CALLER)
                        .isRecorded())
                .isFalse();
        assertThat(Tracing.with(all.tracer(), true)
                        .request("GET", "/actuator/health", CALLER)
                        .isRecorded())
                .isFalse();
        all.close();
        none.close();
    }

    @Test
    void requestWhenBehindADoorFollowsItsCaller() {
        var collector = at(9, false, 0.1);
        var tracing = Tracing.with(collector.tracer(), false);
        var unsampled = new TraceContext(CALLER.traceId(), CALLER.spanId(), false);
        assertThat(tracing.request("GET", "/internal/exchange", CALLER).isRecorded())
                .isTrue();
        assertThat(tracing.request("GET", "/api/v1/plans", unsampled).isRecorded())
                .isFalse();
        assertThat(tracing.request("GET", "/api/v1/plans", null).isRecorded()).isFalse();
        collector.close();
    }

    @Test
    void partWhenClosedLeavesTheThreadWhereItWas() {
        var collector = at(9, false, 1);
        var tracing = Tracing.with(collector.tracer(), false);
        try (var request = tracing.request("GET", "/nodes", CALLER)) {
            var place = TraceContext.current();
            try (var part = tracing.part("step")) {
                assertThat(part.isRecorded()).isTrue();
                assertThat(TraceContext.current()).isNotEqualTo(place);
            }
            assertThat(TraceContext.current()).isEqualTo(place);
            assertThat(request.isRecorded()).isTrue();
        }
        assertThat(TraceContext.current()).isNull();
        collector.close();
    }

    @Test
    void partWhenTracingIsOffRecordsNothingAndKeepsThePlace() {
        var tracing = Tracing.off();
        try (var request = tracing.request("GET", "/api/v1/plans", CALLER)) {
            assertThat(request.isRecorded()).isFalse();
            var place = TraceContext.current();
            tracing.part("step").attribute("a", "b").close();
            assertThat(TraceContext.current())
                    .isEqualTo(place)
                    .extracting("traceId")
                    .isEqualTo(CALLER.traceId());
        }
        assertThat(TraceContext.current()).isNull();
    }
}
