package io.miniredis.monitoring.slowlog;

import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Needs;
import io.miniredis.kit.token.Right;
import io.miniredis.monitoring.node.Nodes;
import io.miniredis.monitoring.node.SlowCommand;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The engine's slow log, read when asked for. */
@RestController
class SlowlogController {

    private final Nodes nodes;

    SlowlogController(Nodes nodes) {
        this.nodes = nodes;
    }

    /** {@code Slowlog} of the public API, newest first. */
    record Slowlog(List<SlowCommand> items) {}

    /** Slow commands are shown with their arguments, which are data. */
    @GetMapping("/api/v1/databases/{databaseId}/slowlog")
    @Needs(Right.READ_DATA)
    Slowlog slowlog(@PathVariable String databaseId, Caller caller) {
        return new Slowlog(nodes.ofDatabase(databaseId, caller).slowlog());
    }
}
