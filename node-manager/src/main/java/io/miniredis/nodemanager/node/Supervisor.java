package io.miniredis.nodemanager.node;

import io.miniredis.nodemanager.certificate.Authority;
import io.miniredis.nodemanager.engine.EngineLookup;
import io.miniredis.nodemanager.engine.EngineProperties;
import io.miniredis.nodemanager.engine.InstalledEngine;
import io.miniredis.nodemanager.folder.DataFolder;
import io.miniredis.nodemanager.folder.FolderProperties;
import io.miniredis.nodemanager.folder.SocketWatch;
import io.miniredis.nodemanager.folder.StartRefused;
import io.miniredis.nodemanager.port.PortPool;
import io.miniredis.nodemanager.port.PortPoolProperties;
import io.miniredis.nodemanager.runtime.HostRuntime;
import io.miniredis.nodemanager.runtime.IsolationProperties;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Takes the host over when the service starts, before it answers any request, and lets go of it when the service ends. The engines are
 * touched by neither.
 */
public final class Supervisor implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);

    private final EngineLookup lookup;
    private final EngineProperties engines;
    private final FolderProperties folders;
    private final PortPool ports;
    private final IsolationProperties isolation;
    private final NodeProperties properties;
    private final Clock clock;
    private final Consumer<NodeEvent> events;
    private final Authority authority;
    private volatile @Nullable Nodes nodes;

    public Supervisor(
            EngineProperties engines,
            FolderProperties folders,
            PortPoolProperties ports,
            IsolationProperties isolation,
            NodeProperties properties,
            Authority authority,
            Clock clock,
            Consumer<NodeEvent> events) {
        this.lookup = new EngineLookup(engines, System.getenv().getOrDefault("PATH", ""));
        this.engines = engines;
        this.folders = folders;
        this.ports = new PortPool(ports);
        this.isolation = isolation;
        this.properties = properties;
        this.authority = authority;
        this.clock = clock;
        this.events = events;
    }

    /** @throws StartRefused when this host lacks what it takes, or another node-manager has the data folder */
    @Override
    public void start() {
        var engine = new InstalledEngine(lookup);
        var folder = DataFolder.open(
                folders.dir(),
                "node-manager, process " + ProcessHandle.current().pid());
        try {
            folder.claim(folders.hostId(), folders.takeOver());
            var all = new Nodes(house(engine, folder));
            all.adoptAll();
            nodes = all;
        } catch (IOException exception) {
            folder.close();
            throw new StartRefused("MINIREDIS_DATA_DIR %s cannot be read: %s".formatted(folders.dir(), exception));
        } catch (RuntimeException exception) {
            folder.close();
            throw exception;
        }
    }

    private House house(InstalledEngine engine, DataFolder folder) throws IOException {
        return new House(
                engine,
                engines,
                HostRuntime.of(engine, lookup, folder, isolation),
                folder,
                SocketWatch.open(),
                folder.beginRevisions(clock),
                ports,
                new StartGate(properties.startsAtOnce()),
                authority,
                properties,
                clock,
                events);
    }

    @Override
    public void stop() {
        var all = nodes;
        nodes = null;
        if (all != null) all.close();
    }

    @Override
    public boolean isRunning() {
        return nodes != null;
    }

    /** Before the reports and the web server, and after them on the way down. */
    @Override
    public int getPhase() {
        return 0;
    }

    /** The nodes of this host. */
    public Nodes nodes() {
        var all = nodes;
        if (all == null) throw new IllegalStateException("the node-manager has not taken its host over");
        return all;
    }

    public PortPool ports() {
        return ports;
    }

    /** A package upgrade is seen within a minute. */
    @Scheduled(fixedDelay = 60, timeUnit = TimeUnit.SECONDS)
    void refreshEngine() {
        var all = nodes;
        if (all != null) all.refreshEngine();
    }

    @Scheduled(initialDelay = 60, fixedDelay = 3600, timeUnit = TimeUnit.SECONDS)
    void purgeTrash() throws IOException {
        var all = nodes;
        if (all == null) return;
        var purged = all.purgeTrash(folders.trashKeep());
        if (purged > 0) log.info("{} folders of deleted nodes purged from the trash", purged);
    }
}
