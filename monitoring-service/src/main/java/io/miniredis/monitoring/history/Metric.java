package io.miniredis.monitoring.history;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The series that are kept of each node, named as the public API names them. */
public enum Metric {
    OPS("opsPerSecond", "1/s", Sample::opsPerSecond),
    USED_MEMORY("usedMemoryBytes", "bytes", Sample::usedMemoryBytes),
    CLIENTS("connectedClients", "1", Sample::connectedClients),
    HIT_RATIO("hitRatio", "ratio", Sample::hitRatio),
    KEYS("keys", "1", Sample::keys),
    EVICTIONS("evictedKeysPerSecond", "1/s", Sample::evictedKeysPerSecond),
    NETWORK_IN("networkInBytesPerSecond", "bytes/s", Sample::networkInBytesPerSecond),
    NETWORK_OUT("networkOutBytesPerSecond", "bytes/s", Sample::networkOutBytesPerSecond);

    public static final List<Metric> ALL = List.of(values());

    private final String label;
    private final String unit;
    private final ToDoubleFunction<Sample> value;

    Metric(String label, String unit, ToDoubleFunction<Sample> value) {
        this.label = label;
        this.unit = unit;
        this.value = value;
    }

    public String label() {
        return label;
    }

    public String unit() {
        return unit;
    }

    float of(Sample sample) {
        return (float) value.applyAsDouble(sample);
    }
}
