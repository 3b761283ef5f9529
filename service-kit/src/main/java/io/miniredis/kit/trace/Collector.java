package io.miniredis.kit.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Sends spans to an OpenTelemetry collector from one thread of its own. Spans wait in a queue; what does not fit, and what the collector does
 * not take, is lost. So one that is slow or away costs neither calls nor memory.
 */
final class Collector implements AutoCloseable {

    /** Spans of about 1 KiB each. */
    static final int QUEUE = 2048;

    private static final int BATCH = 512;
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** How long the end of a service waits for its last spans. */
    private static final int FAREWELL_SECONDS = 1;

    private static final int LONGEST_VALUE = 200;

    private final SdkTracerProvider provider;

    Collector(TracingProperties properties, String service) {
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(properties.endpoint().replaceAll("/+$", "") + "/v1/traces")
                .setConnectTimeout(CONNECT)
                .setTimeout(ANSWER)
                // a batch that waits to be tried again holds up all others
                .setRetryPolicy(null)
                .build();
        provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.builder()
                        .put("service.namespace", "miniredis")
                        .put("service.name", service)
                        .put("service.instance.id", ProcessHandle.current().pid() + "@" + host())
                        .build()))
                .setSampler(sampler(properties))
                .setSpanLimits(SpanLimits.builder()
                        .setMaxAttributeValueLength(LONGEST_VALUE)
                        .build())
                .addSpanProcessor(BatchSpanProcessor.builder(new QuietExporter(exporter, properties.endpoint()))
                        .setMaxQueueSize(QUEUE)
                        .setMaxExportBatchSize(BATCH)
                        .setScheduleDelay(EVERY)
                        .setExporterTimeout(ANSWER)
                        .build())
                .build();
    }

    /** By the trace's id, so that all doors decide the same about one trace. */
    private static Sampler sampler(TracingProperties properties) {
        return properties.door() ? Sampler.traceIdRatioBased(properties.ratio()) : Sampler.alwaysOn();
    }

    private static String host() {
        return System.getenv().getOrDefault("HOSTNAME", "localhost");
    }

    Tracer tracer() {
        return provider.get("io.miniredis");
    }

    @Override
    public void close() {
        provider.shutdown().join(FAREWELL_SECONDS, TimeUnit.SECONDS);
    }
}
