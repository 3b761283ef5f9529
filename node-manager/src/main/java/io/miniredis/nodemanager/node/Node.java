package io.miniredis.nodemanager.node;

import io.miniredis.kit.node.DesiredState;
import io.miniredis.kit.node.NodeSpec;
import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.node.NodeStatus;
import io.miniredis.kit.secret.Tokens;
import io.miniredis.nodemanager.folder.NodeFolder;
import io.miniredis.nodemanager.folder.NodeRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One node: what it should be, on disk, and what it is. Callers set the wish and wait; {@link NodeLoop} alone works on the engine and
 * moves the state.
 */
final class Node {

    private final House house;
    private final NodeFolder folder;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Semaphore wakeUps = new Semaphore(0);

    private volatile @Nullable NodeRecord record;
    private volatile NodeStatus status;
    private Observed observed;
    private boolean gone;
    private boolean closed;

    Node(House house, String nodeId) {
        this.house = house;
        this.folder = house.folder().node(nodeId);
        this.observed = Observed.nothing(house.clock().instant());
        this.status = picture();
    }

    NodeFolder folder() {
        return folder;
    }

    NodeStatus status() {
        return status;
    }

    /** The wish; there is one from the first {@link #accept} or {@link #restore} on. */
    NodeRecord record() {
        var known = record;
        if (known == null) throw new IllegalStateException("node " + folder.nodeId() + " has no record yet");
        return known;
    }

    boolean hasRecord() {
        return record != null;
    }

    /**
     * Writes a newer wish to the disk and wakes the loop.
     *
     * @return false when the node has gone meanwhile, so that the caller has to make another
     * @throws NodeException when the wish is refused
     * @throws io.miniredis.nodemanager.port.PortPoolExhausted when the node is new and there is no port for it
     */
    boolean accept(NodeSpec spec) {
        lock.lock();
        try {
            if (gone) return false;
            var known = record;
            if (known == null) {
                begin(spec);
                return true;
            }
            if (known.deleted()) throw new NodeException.BeingDeleted(spec.nodeId());
            if (spec.generation() < known.spec().generation()) {
                throw new NodeException.StaleGeneration(
                        spec.nodeId(), spec.generation(), known.spec().generation());
            }
            if (!spec.equals(known.spec())) rewrite(known.with(spec));
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void begin(NodeSpec spec) {
        if (spec.generation() > 1) {
            gone = true;
            throw new NodeException.Missing(spec.nodeId());
        }
        var port = -1;
        try {
            port = house.ports().take();
            var first = new NodeRecord(spec, port, Tokens.secret(), false);
            folder.create(first);
            adoptRecord(first);
        } catch (IOException exception) {
            house.ports().release(port);
            gone = true;
            discardHalf();
            throw new NodeException.DiskFailed(spec.nodeId(), exception);
        } catch (RuntimeException exception) {
            gone = true;
            throw exception;
        }
        var loop = new NodeLoop(house, this);
        loop.created();
        Thread.ofVirtual().name("node " + spec.nodeId()).start(loop::run);
    }

    private void discardHalf() {
        try {
            folder.delete();
        } catch (IOException stillFull) {
            // the next start of the node-manager removes it
        }
    }

    /** Takes over what an earlier node-manager left on the disk; the caller runs the loop. */
    void restore(NodeRecord known) {
        lock.lock();
        try {
            house.ports().hold(known.port());
            adoptRecord(known);
        } finally {
            lock.unlock();
        }
    }

    private void adoptRecord(NodeRecord first) {
        record = first;
        observed = observed.onPort(first.port());
        status = picture();
    }

    /** Wishes the node away, for good. */
    void remove() {
        lock.lock();
        try {
            var known = record;
            if (gone || known == null || known.deleted()) return;
            rewrite(known.asDeleted());
        } finally {
            lock.unlock();
        }
    }

    /** Gives the node another port, which only one that nobody has used yet may get. */
    void changePort(int port) {
        lock.lock();
        try {
            rewrite(record().withPort(port));
            show(observed.onPort(port));
        } finally {
            lock.unlock();
        }
    }

    private void rewrite(NodeRecord newer) {
        try {
            folder.write(newer);
        } catch (IOException exception) {
            throw new NodeException.DiskFailed(folder.nodeId(), exception);
        }
        record = newer;
        wake();
    }

    /** Has the loop look again, now. */
    void wake() {
        wakeUps.release();
    }

    /** Waits for the next reason to look at the node; one that came since the last look is one. */
    void awaitWake(Duration longest) throws InterruptedException {
        if (wakeUps.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) wakeUps.drainPermits();
    }

    /** Waits until the node is as wished, or has failed, or the time is over. */
    NodeStatus awaitSettled(Duration longest) {
        await(longest, this::isSettled);
        return status;
    }

    /** @return whether the node is gone */
    boolean awaitGone(Duration longest) {
        return await(longest, () -> gone);
    }

    private boolean await(Duration longest, BooleanSupplier done) {
        lock.lock();
        try {
            var left = longest.toNanos();
            while (!done.getAsBoolean() && left > 0) left = changed.awaitNanos(left);
            return done.getAsBoolean();
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean isSettled() {
        var now = status;
        var spec = record().spec();
        if (gone || now.state() == NodeState.FAILED) return true;
        var wished = spec.desired() == DesiredState.RUNNING ? NodeState.READY : NodeState.STOPPED;
        return now.state() == wished
                && now.observedGeneration() >= spec.generation()
                && now.observedRestarts() >= spec.restarts();
    }

    /** The one place in which a node's state changes. */
    void become(NodeState next, @Nullable String reason, @Nullable String message, UnaryOperator<Facts> change) {
        lock.lock();
        try {
            var now = house.clock().instant();
            var newer = observed.become(next, reason, message, change.apply(observed.facts()), now);
            if (!newer.equals(observed)) show(newer);
        } finally {
            lock.unlock();
        }
    }

    Facts facts() {
        lock.lock();
        try {
            return observed.facts();
        } finally {
            lock.unlock();
        }
    }

    /** Events leave under the lock, and so in order. */
    private void show(Observed newer) {
        observed = newer;
        status = picture();
        changed.signalAll();
        house.events().accept(new NodeEvent.Changed(status));
    }

    private NodeStatus picture() {
        return observed.status(
                folder.nodeId(), house.revisions().next(), house.properties().publicHost());
    }

    /** The node is in the trash. Who waits for that finds it gone everywhere. */
    void vanish() {
        lock.lock();
        try {
            house.events().accept(new NodeEvent.Gone(folder.nodeId()));
            gone = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the loop and leaves the engine alone. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        wake();
    }

    boolean isFinished() {
        lock.lock();
        try {
            return closed || gone;
        } finally {
            lock.unlock();
        }
    }
}
