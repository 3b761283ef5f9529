package io.miniredis.nodemanager.report;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.miniredis.kit.client.ServiceClients;
import io.miniredis.nodemanager.certificate.Authority;
import io.miniredis.nodemanager.certificate.BackendAuthority;
import io.miniredis.nodemanager.node.NodeEvent;
import io.miniredis.nodemanager.node.NodeProperties;
import io.miniredis.nodemanager.node.Supervisor;
import io.miniredis.nodemanager.port.PortPoolProperties;
import java.util.function.Consumer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HostProperties.class)
class ReportConfiguration {

    @Bean
    Changes changes() {
        return new Changes();
    }

    @Bean
    Consumer<NodeEvent> reporting(Changes changes) {
        return changes::note;
    }

    /** What alerts hold against what the nodes were promised. */
    @Bean
    MeterBinder hostMemory() {
        return meters -> Gauge.builder("miniredis.host.memory", Reporter::memory)
                .description("memory of this machine, or of the container that all engines are in")
                .baseUnit("bytes")
                .register(meters);
    }

    @Bean
    Authority authority(HostProperties host, ServiceClients clients) {
        return new BackendAuthority(host.id(), host.backendUrl(), clients);
    }

    @Bean
    Reporter reporter(
            HostProperties host,
            PortPoolProperties ports,
            NodeProperties nodes,
            Supervisor supervisor,
            Changes changes,
            ServiceClients clients) {
        return new Reporter(host, ports, nodes, supervisor, changes, clients);
    }
}
