package io.miniredis.nodemanager.report;

import io.miniredis.kit.node.NodeStatus;
import io.miniredis.nodemanager.node.NodeEvent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What is to be reported: the newest status of each node that changed, the longest waiting first. */
final class Changes {

    private static final Duration GATHER = Duration.ofMillis(50);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final Map<String, NodeStatus> changed = new LinkedHashMap<>();
    private boolean everything = true;

    /**
     * @param everything whether all nodes are to be listed, because only that tells that one is gone
     * @param changed otherwise the nodes that changed
     */
    record Due(boolean everything, List<NodeStatus> changed) {}

    void note(NodeEvent event) {
        lock.lock();
        try {
            switch (event) {
                case NodeEvent.Changed it -> changed.put(it.status().nodeId(), it.status());
                // whoever had it deleted knows, and the next full listing tells the others
                case NodeEvent.Gone it -> changed.remove(it.nodeId());
                case NodeEvent.Spawned it -> {}
                case NodeEvent.BecameReady it -> {}
                case NodeEvent.Crashed it -> {}
                case NodeEvent.Told it -> {}
                case NodeEvent.Adopted it -> {}
            }
            if (everything || !changed.isEmpty()) something.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Has the next report list everything: the last one may not have arrived. */
    void forgetWhatWasSent() {
        lock.lock();
        try {
            everything = true;
        } finally {
            lock.unlock();
        }
    }

    /** A start is over in this time, so that it is one report and not two. */
    private void gather() throws InterruptedException {
        var left = GATHER.toNanos();
        while (left > 0) left = something.awaitNanos(left);
    }

    /** Waits for something to report, and takes it; after {@code longest} that is nothing, for a heartbeat. */
    Due take(Duration longest) throws InterruptedException {
        lock.lock();
        try {
            var left = longest.toNanos();
            while (!everything && changed.isEmpty() && left > 0) left = something.awaitNanos(left);
            if (!everything && !changed.isEmpty()) gather();
            var due = new Due(everything, List.copyOf(changed.values()));
            changed.clear();
            everything = false;
            return due;
        } finally {
            lock.unlock();
        }
    }
}
