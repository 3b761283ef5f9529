package io.miniredis.nodemanager.node;

import io.miniredis.nodemanager.certificate.Authority;
import io.miniredis.nodemanager.engine.EngineProperties;
import io.miniredis.nodemanager.engine.InstalledEngine;
import io.miniredis.nodemanager.folder.DataFolder;
import io.miniredis.nodemanager.folder.Revisions;
import io.miniredis.nodemanager.folder.SocketWatch;
import io.miniredis.nodemanager.port.PortPool;
import io.miniredis.nodemanager.runtime.NodeRuntime;
import java.time.Clock;
import java.util.function.Consumer;

/** What all nodes of the host share. */
record House(
        InstalledEngine engine,
        EngineProperties engines,
        NodeRuntime runtime,
        DataFolder folder,
        SocketWatch sockets,
        Revisions revisions,
        PortPool ports,
        StartGate gate,
        Authority authority,
        NodeProperties properties,
        Clock clock,
        Consumer<NodeEvent> events) {

    /** The same house, where {@code first} hears of events before the others. */
    House telling(Consumer<NodeEvent> first) {
        return new House(
                engine,
                engines,
                runtime,
                folder,
                sockets,
                revisions,
                ports,
                gate,
                authority,
                properties,
                clock,
                first.andThen(events));
    }
}
