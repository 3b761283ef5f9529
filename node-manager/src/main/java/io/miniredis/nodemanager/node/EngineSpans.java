package io.miniredis.nodemanager.node;

import io.miniredis.kit.trace.Causes;
import io.miniredis.kit.trace.Tracing;
import java.time.Duration;

/** The last part of the trace of a wish: an engine that starts because of it. */
final class EngineSpans {

    private final Tracing tracing;
    private final Causes causes;

    EngineSpans(Tracing tracing, Causes causes) {
        this.tracing = tracing;
        this.causes = causes;
    }

    void record(NodeEvent event) {
        switch (event) {
            case NodeEvent.Spawned it -> ended("engine spawn", it.nodeId(), it.took());
            case NodeEvent.BecameReady it -> {
                ended("engine start", it.nodeId(), it.took());
                causes.forget(it.nodeId());
            }
            case NodeEvent.Gone it -> causes.forget(it.nodeId());
            case NodeEvent.Crashed it -> {}
            case NodeEvent.Adopted it -> {}
            case NodeEvent.Changed it -> {}
            case NodeEvent.Told it -> {}
        }
    }

    private void ended(String name, String nodeId, Duration took) {
        tracing.ended(name, causes.of(nodeId), took, it -> it.attribute("miniredis.node.id", nodeId));
    }
}
