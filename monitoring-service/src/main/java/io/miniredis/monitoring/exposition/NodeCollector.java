package io.miniredis.monitoring.exposition;

import io.miniredis.kit.host.MonitoringTarget;
import io.miniredis.monitoring.history.Sample;
import io.miniredis.monitoring.node.Node;
import io.miniredis.monitoring.node.Nodes;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Every node's newest sample, made when Prometheus asks: nothing is registered per node, so a node that has left is gone with the
 * next scrape. A node that does not answer is {@code miniredis_node_up 0} and nothing else.
 */
@Component
class NodeCollector implements MultiCollector {

    private static final MetricMetadata UP =
            new MetricMetadata("miniredis_node_up", "Whether the last measurement of the node succeeded");
    private static final MetricMetadata COMMANDS = new MetricMetadata(
            "miniredis_node_commands_processed", "Commands that the engine has processed since its start, all clients");

    private final Nodes nodes;

    NodeCollector(Nodes nodes, PrometheusRegistry registry) {
        this.nodes = nodes;
        registry.register(this);
    }

    @Override
    public List<String> getPrometheusNames() {
        return Stream.concat(
                        Stream.of(UP, COMMANDS),
                        Arrays.stream(NodeMetric.values()).map(it -> it.metadata))
                .map(MetricMetadata::getPrometheusName)
                .toList();
    }

    private record Answer(Labels labels, Sample sample) {}

    @Override
    public MetricSnapshots collect() {
        var ups = new ArrayList<GaugeDataPointSnapshot>();
        var answers = new ArrayList<Answer>();
        for (var node : nodes.all()) {
            if (node.lookedAt() == null) continue;
            var labels = labels(node.target());
            ups.add(new GaugeDataPointSnapshot(node.isUp() ? 1 : 0, labels, null));
            if (node.isUp()) answer(node, labels, answers);
        }
        var snapshots = new ArrayList<MetricSnapshot>();
        snapshots.add(new GaugeSnapshot(UP, ups));
        snapshots.add(new CounterSnapshot(
                COMMANDS,
                answers.stream()
                        .map(it -> new CounterDataPointSnapshot(it.sample().commandsProcessed(), it.labels(), null, 0))
                        .toList()));
        for (var metric : NodeMetric.values()) snapshots.add(gauge(metric, answers));
        return new MetricSnapshots(snapshots);
    }

    private static void answer(Node node, Labels labels, List<Answer> answers) {
        var sample = node.latest();
        if (sample != null) answers.add(new Answer(labels, sample));
    }

    private static Labels labels(MonitoringTarget target) {
        return Labels.of(
                "database", target.databaseId(),
                "name", target.databaseName(),
                "node", target.nodeId(),
                "organization", target.organizationId());
    }

    private static GaugeSnapshot gauge(NodeMetric metric, List<Answer> answers) {
        var points = new ArrayList<GaugeDataPointSnapshot>(answers.size());
        for (var answer : answers) {
            var value = metric.value.applyAsDouble(answer.sample());
            if (!Double.isNaN(value)) points.add(new GaugeDataPointSnapshot(value, answer.labels(), null));
        }
        return new GaugeSnapshot(metric.metadata, points);
    }
}
