package io.miniredis.nodemanager.node;

import io.miniredis.kit.node.NodeHistoryEvent;
import io.miniredis.kit.node.NodeSpec;
import io.miniredis.kit.node.NodeStatus;
import io.miniredis.kit.problem.FieldProblem;
import io.miniredis.kit.problem.Problem;
import io.miniredis.kit.trace.Causes;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The API that the backend drives nodes by. */
@RestController
@RequestMapping("/nodes")
class NodeController {

    private final Supervisor supervisor;
    private final Causes causes;

    NodeController(Supervisor supervisor, Causes causes) {
        this.supervisor = supervisor;
        this.causes = causes;
    }

    @PutMapping("/{nodeId}")
    ResponseEntity<?> put(@PathVariable String nodeId, @Valid @RequestBody NodeSpec spec) {
        if (!nodeId.equals(spec.nodeId())) {
            var problem = Problem.invalid(List.of(new FieldProblem("nodeId", "must be the id in the path")));
            return ResponseEntity.of(problem).build();
        }
        causes.remember(nodeId);
        return ResponseEntity.ok(supervisor.nodes().put(spec));
    }

    @GetMapping
    List<NodeStatus> list() {
        return supervisor.nodes().list();
    }

    @GetMapping("/{nodeId}")
    NodeStatus get(@PathVariable String nodeId) {
        return supervisor.nodes().find(nodeId).orElseThrow(() -> new NodeException.Unknown(nodeId));
    }

    /** What happened to a node, newest first. */
    @GetMapping("/{nodeId}/events")
    List<NodeHistoryEvent> events(
            @PathVariable String nodeId, @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit)
            throws IOException {
        return supervisor.nodes().history(nodeId, limit);
    }

    @DeleteMapping("/{nodeId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String nodeId) {
        supervisor.nodes().delete(nodeId);
    }
}
