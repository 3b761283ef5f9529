package io.miniredis.nodemanager.node;

import io.miniredis.nodemanager.engine.Engine;
import io.miniredis.nodemanager.engine.EngineProperties;
import io.miniredis.nodemanager.folder.DataFolder;
import io.miniredis.nodemanager.port.PortPool;
import io.miniredis.nodemanager.runtime.NodeRuntime;
import java.time.Clock;
import java.util.function.Consumer;

/** What all nodes of the host share. */
record House(
        Engine engine,
        EngineProperties engines,
        NodeRuntime runtime,
        DataFolder folder,
        PortPool ports,
        NodeProperties properties,
        Clock clock,
        Consumer<NodeEvent> events) {

    /** The same house, where {@code first} hears of events before the others. */
    House telling(Consumer<NodeEvent> first) {
        return new House(engine, engines, runtime, folder, ports, properties, clock, first.andThen(events));
    }
}
