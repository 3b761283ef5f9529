package io.miniredis.monitoring.metrics;

import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Needs;
import io.miniredis.kit.token.Right;
import io.miniredis.monitoring.history.Range;
import io.miniredis.monitoring.node.Nodes;
import java.time.Clock;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What tenants see of their databases' measurements. */
@RestController
class MetricsController {

    private final Nodes nodes;
    private final Clock clock;

    MetricsController(Nodes nodes, Clock clock) {
        this.nodes = nodes;
        this.clock = clock;
    }

    @GetMapping("/api/v1/databases/{databaseId}/metrics")
    @Needs(Right.SEE_MEASUREMENTS)
    MetricsView series(
            @PathVariable String databaseId, @RequestParam(defaultValue = "1h") String range, Caller caller) {
        var wanted = Range.of(range);
        var node = nodes.ofDatabase(databaseId, caller);
        return MetricsView.of(databaseId, node.history(), wanted, clock.instant());
    }

    @GetMapping("/api/v1/metrics")
    @Needs(Right.SEE_MEASUREMENTS)
    LatestMetricsView latest(Caller caller) {
        return LatestMetricsView.of(nodes.of(caller));
    }
}
