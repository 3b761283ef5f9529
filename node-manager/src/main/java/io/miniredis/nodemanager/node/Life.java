package io.miniredis.nodemanager.node;

import io.miniredis.kit.node.NodeHistoryEvent;
import io.miniredis.kit.node.NodeHistoryEvent.Kind;
import io.miniredis.kit.node.NodeSpec;
import io.miniredis.kit.node.NodeState;
import io.miniredis.nodemanager.certificate.NodeCertificates;
import io.miniredis.nodemanager.folder.EngineFiles;
import io.miniredis.nodemanager.folder.KeptFiles;
import io.miniredis.nodemanager.folder.Launch;
import io.miniredis.nodemanager.folder.NodeRecord;
import io.miniredis.nodemanager.runtime.EngineProcess;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the steps of one node's loop share: its engine of the moment, its files, and the words in which they tell what is so. */
final class Life {

    /** The pause before something is tried again that will hardly have changed by itself. */
    static final Duration SLOWLY = Duration.ofSeconds(5);

    static final Duration FOREVER = Duration.ofDays(1);

    private static final int LOG_LINES = 6;

    final House house;
    final Node node;
    final Restarts restarts;
    final EngineFiles files;
    final KeptFiles kept;
    final NodeCertificates certificates;

    @Nullable
    Attached engine;

    @Nullable
    Launch launch;

    Life(House house, Node node) {
        this.house = house;
        this.node = node;
        this.restarts = new Restarts(house.properties().restartPolicy());
        this.files = new EngineFiles(node.folder());
        this.kept = new KeptFiles(node.folder());
        this.certificates = new NodeCertificates(node.folder(), house.authority());
    }

    String id() {
        return node.folder().nodeId();
    }

    NodeRecord record() {
        return node.record();
    }

    NodeSpec spec() {
        return record().spec();
    }

    NodeState state() {
        return node.status().state();
    }

    boolean isFor(String reason) {
        return reason.equals(node.status().reason());
    }

    /** The restarts that the process was started for. */
    long observedRestarts() {
        return launch == null ? 0 : launch.restarts();
    }

    /** Takes charge of a process. */
    Attached attach(EngineProcess process, boolean adopted, long logFrom) {
        var record = record();
        var attached = new Attached(
                process,
                house.engine().current(),
                adopted,
                logFrom,
                house.folder().socket(record.port()),
                record.adminPassword(),
                new Pulse(process, house.properties().pingPatience()),
                new Tempo(house.engines()),
                node::wake);
        engine = attached;
        return attached;
    }

    // ---- what is so ----

    void become(NodeState next, UnaryOperator<Facts> facts) {
        node.become(next, null, null, facts);
    }

    void become(NodeState next, String reason, String message, UnaryOperator<Facts> facts) {
        node.become(next, reason, message, facts);
    }

    /** Says what is wrong, in the state that it is in. */
    void complain(String reason, String message) {
        node.become(state(), reason, message, it -> it);
    }

    /** It cannot be started; says so, once in its history, and tries again slowly. */
    Duration fail(String reason, String message) {
        if (!isFor(reason)) tell(Kind.FAILED, message);
        become(NodeState.FAILED, reason, message, it -> it.withProcess(0));
        restarts.noSoonerThan(SLOWLY);
        return SLOWLY;
    }

    /** Puts something into the node's history. */
    void tell(Kind kind, String message) {
        var event = new NodeHistoryEvent(house.revisions().next(), house.clock().instant(), kind, message);
        node.folder().history().add(event);
        house.events().accept(new NodeEvent.Told(id(), event));
    }

    /** What the engine wrote last in its log, of this run. */
    String lastWords(long logFrom) {
        var lines = node.folder().lastLogLines(LOG_LINES, logFrom);
        return lines.isEmpty() ? "Its log is empty." : "Its last words: " + String.join(" | ", lines);
    }
}
