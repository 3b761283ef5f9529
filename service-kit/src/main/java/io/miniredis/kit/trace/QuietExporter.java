package io.miniredis.kit.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that the collector takes nothing, and once that it does again. The SDK would say so with each batch, at length. */
final class QuietExporter implements SpanExporter {

    private static final Logger log = LoggerFactory.getLogger(QuietExporter.class);

    /** Held, for java.util.logging forgets the level of a logger that nobody holds. */
    private static final List<java.util.logging.Logger> SILENCED = List.of(
            java.util.logging.Logger.getLogger("io.opentelemetry.exporter"),
            java.util.logging.Logger.getLogger("io.opentelemetry.sdk.trace.export"));

    private final SpanExporter exporter;
    private final String endpoint;
    private final AtomicBoolean refused = new AtomicBoolean();

    QuietExporter(SpanExporter exporter, String endpoint) {
        this.exporter = exporter;
        this.endpoint = endpoint;
        for (var logger : SILENCED) logger.setLevel(Level.OFF);
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        var result = exporter.export(spans);
        result.whenComplete(() -> tell(!result.isSuccess()));
        return result;
    }

    private void tell(boolean refuses) {
        if (refused.getAndSet(refuses) == refuses) return;
        if (refuses) log.warn("the collector at {} takes no traces; they are dropped until it does", endpoint);
        else log.info("the collector at {} takes traces again", endpoint);
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
