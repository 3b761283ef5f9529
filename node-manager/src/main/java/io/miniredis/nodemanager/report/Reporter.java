package io.miniredis.nodemanager.report;

import io.miniredis.kit.client.ServiceClients;
import io.miniredis.kit.host.HostReport;
import io.miniredis.kit.node.NodeStatus;
import io.miniredis.nodemanager.node.NodeProperties;
import io.miniredis.nodemanager.node.Supervisor;
import io.miniredis.nodemanager.port.PortPoolProperties;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Tells the backend of this host: each change at once and in order, a heartbeat when nothing happens, everything now and then. */
public final class Reporter implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Reporter.class);
    private static final Duration DEADLINE = Duration.ofSeconds(3);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final HostProperties host;
    private final PortPoolProperties ports;
    private final NodeProperties nodes;
    private final Supervisor supervisor;
    private final Changes changes;
    private final RestClient backend;
    private final long memoryBytes = memory();
    private volatile @Nullable Thread sender;
    private boolean silent;
    private long lastComplete;

    Reporter(
            HostProperties host,
            PortPoolProperties ports,
            NodeProperties nodes,
            Supervisor supervisor,
            Changes changes,
            ServiceClients clients) {
        this.host = host;
        this.ports = ports;
        this.nodes = nodes;
        this.supervisor = supervisor;
        this.changes = changes;
        this.backend = clients.to(host.backendUrl(), DEADLINE);
    }

    @Override
    public void start() {
        var thread = Thread.ofVirtual().name("reporter").unstarted(this::send);
        sender = thread; // first, for the thread ends when it is not the sender
        thread.start();
    }

    @Override
    public void stop() {
        var thread = sender;
        sender = null;
        if (thread != null) thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return sender != null;
    }

    /** After the nodes are adopted: until then, what is not in the list might just not be found yet. */
    @Override
    public int getPhase() {
        return 1;
    }

    private void send() {
        try {
            while (sender != null) sendNext();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendNext() throws InterruptedException {
        var due = changes.take(host.heartbeat());
        var complete = due.everything()
                || System.nanoTime() - lastComplete > host.complete().toNanos();
        try {
            // before the look, so that a node that is made meanwhile is not called missing
            var revision = supervisor.nodes().revision();
            put(revision, complete, complete ? supervisor.nodes().list() : due.changed());
            if (complete) lastComplete = System.nanoTime();
            if (silent) log.info("the backend takes reports again");
            silent = false;
        } catch (RestClientException | OAuth2AuthorizationException exception) {
            if (!silent) log.warn("the backend takes no reports; retrying quietly: {}", exception.getMessage());
            silent = true;
            changes.forgetWhatWasSent();
            LockSupport.parkNanos(RETRY.toNanos());
        } catch (RuntimeException exception) {
            if (sender != null) log.error("a report could not be made", exception);
            changes.forgetWhatWasSent();
            LockSupport.parkNanos(RETRY.toNanos());
        }
    }

    private void put(long revision, boolean complete, List<NodeStatus> statuses) {
        var engine = supervisor.nodes().engine();
        backend.put()
                .uri("/internal/hosts/{id}", host.id())
                .body(new HostReport(
                        host.url().toString(),
                        nodes.publicHost(),
                        ports.start(),
                        ports.end(),
                        memoryBytes,
                        engine.kind().word(),
                        engine.version().toString(),
                        engine.tls(),
                        supervisor.nodes().isolation(),
                        revision,
                        complete,
                        statuses))
                .retrieve()
                .toBodilessEntity();
    }

    /** The memory that this machine, or the container that we are in, has. */
    static long memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }
}
