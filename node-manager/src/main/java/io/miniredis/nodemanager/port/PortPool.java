package io.miniredis.nodemanager.port;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.BitSet;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each node a port of its own. The next port is the one after the last given, so that a port rests for as long as possible
 * before another tenant gets it. Ports that a foreign process holds are skipped and taken again once they are free.
 */
public final class PortPool {

    private static final Logger log = LoggerFactory.getLogger(PortPool.class);

    private final PortPoolProperties properties;
    private final ReentrantLock lock = new ReentrantLock();
    private final BitSet taken = new BitSet();
    private final BitSet foreign = new BitSet();
    private int next;

    public PortPool(PortPoolProperties properties) {
        this.properties = properties;
        next = properties.start();
    }

    /** @throws PortPoolExhausted when none is free */
    public int take() {
        lock.lock();
        try {
            for (var tried = 0; tried < total(); tried++) {
                var port = next;
                next = port == properties.end() ? properties.start() : port + 1;
                if (taken.get(port)) continue;
                if (isFree(port)) {
                    foreign.clear(port);
                    taken.set(port);
                    return port;
                }
                if (!foreign.get(port)) log.warn("port {} of the pool is held by another program and is skipped", port);
                foreign.set(port);
            }
            throw new PortPoolExhausted(properties);
        } finally {
            lock.unlock();
        }
    }

    /** Marks the port of a node that was there before this node-manager; it may lie outside today's pool. */
    public void hold(int port) {
        lock.lock();
        try {
            taken.set(port);
            if (port >= next && port < properties.end()) next = port + 1;
        } finally {
            lock.unlock();
        }
    }

    public void release(int port) {
        lock.lock();
        try {
            taken.clear(port);
        } finally {
            lock.unlock();
        }
    }

    /** Whether nobody listens on the port at this moment, on any address. */
    public boolean isFree(int port) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(port), 1);
            return true;
        } catch (IOException held) {
            return false;
        }
    }

    /** How many ports belong to nodes. */
    public int used() {
        lock.lock();
        try {
            return taken.cardinality();
        } finally {
            lock.unlock();
        }
    }

    /** How many ports were found held by somebody else when one was last looked for. */
    public int foreign() {
        lock.lock();
        try {
            return foreign.cardinality();
        } finally {
            lock.unlock();
        }
    }

    public int total() {
        return properties.end() - properties.start() + 1;
    }
}
