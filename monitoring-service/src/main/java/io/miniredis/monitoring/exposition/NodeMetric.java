package io.miniredis.monitoring.exposition;

import io.miniredis.monitoring.history.Sample;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import java.util.function.ToDoubleFunction;

/** A gauge per node, without those of which there is nothing to say (NaN). */
enum NodeMetric {
    OPS("ops_per_second", "Commands per second, the platform's own left out", Sample::opsPerSecond),
    USED_MEMORY("used_memory_bytes", "Memory that the engine's allocator gave out", Sample::usedMemoryBytes),
    MAX_MEMORY("max_memory_bytes", "The engine's memory limit, 0 for none", Sample::maxMemoryBytes),
    CLIENTS("connected_clients", "Connections of tenants", Sample::connectedClients),
    KEYS("keys", "Keys in all of the engine's databases", Sample::keys),
    HIT_RATIO("hit_ratio", "Share of look-ups that found their key, 0 to 1", Sample::hitRatio),
    EVICTIONS("evicted_keys_per_second", "Keys dropped for want of memory", Sample::evictedKeysPerSecond),
    NETWORK_IN("network_in_bytes_per_second", "Bytes received from clients", Sample::networkInBytesPerSecond),
    NETWORK_OUT("network_out_bytes_per_second", "Bytes sent to clients", Sample::networkOutBytesPerSecond),
    UPTIME("uptime_seconds", "Age of the engine's process", Sample::uptimeSeconds);

    final MetricMetadata metadata;
    final ToDoubleFunction<Sample> value;

    NodeMetric(String name, String help, ToDoubleFunction<Sample> value) {
        metadata = new MetricMetadata("miniredis_node_" + name, help);
        this.value = value;
    }
}
