package io.miniredis.nodemanager.report;

import io.miniredis.nodemanager.node.Supervisor;
import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.stereotype.Component;

/** Says at {@code /actuator/info} what this host runs and how it keeps its engines apart; {@code ./miniredis status} shows it. */
@Component
class HostInfo implements InfoContributor {

    private final Supervisor supervisor;

    HostInfo(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    @Override
    public void contribute(Info.Builder builder) {
        if (!supervisor.isRunning()) return;
        var nodes = supervisor.nodes();
        builder.withDetail(
                "host",
                Map.of(
                        "engine",
                                nodes.engine().kind().word() + " "
                                        + nodes.engine().version(),
                        "tls", nodes.engine().tls(),
                        "isolation", nodes.isolation()));
    }
}
