package io.miniredis.nodemanager.node;

import io.micrometer.core.instrument.MeterRegistry;
import io.miniredis.kit.trace.Causes;
import io.miniredis.kit.trace.Tracing;
import io.miniredis.nodemanager.certificate.Authority;
import io.miniredis.nodemanager.engine.EngineProperties;
import io.miniredis.nodemanager.folder.FolderProperties;
import io.miniredis.nodemanager.port.PortPoolProperties;
import io.miniredis.nodemanager.runtime.IsolationProperties;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties({
    EngineProperties.class,
    FolderProperties.class,
    PortPoolProperties.class,
    IsolationProperties.class,
    NodeProperties.class
})
class NodeConfiguration {

    @Bean
    Consumer<NodeEvent> measuring(MeterRegistry meters) {
        return new NodeMetrics(meters)::count;
    }

    @Bean
    Consumer<NodeEvent> engineSpans(Tracing tracing, Causes causes) {
        return new EngineSpans(tracing, causes)::record;
    }

    @Bean
    Supervisor supervisor(
            EngineProperties engines,
            FolderProperties folders,
            PortPoolProperties ports,
            IsolationProperties isolation,
            NodeProperties properties,
            Authority authority,
            Clock clock,
            List<Consumer<NodeEvent>> listeners,
            MeterRegistry meters) {
        Consumer<NodeEvent> all = event -> listeners.forEach(it -> it.accept(event));
        var supervisor = new Supervisor(engines, folders, ports, isolation, properties, authority, clock, all);
        NodeMetrics.watch(supervisor, meters);
        return supervisor;
    }
}
