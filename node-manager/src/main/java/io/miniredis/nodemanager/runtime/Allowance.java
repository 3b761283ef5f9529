package io.miniredis.nodemanager.runtime;

import io.miniredis.nodemanager.folder.NodeRecord;

/**
 * What a node's engine may use of the host.
 *
 * @param port the node's port, which also numbers its user
 * @param maxMemoryBytes {@code maxmemory} of the engine
 * @param maxClients {@code maxclients} of the engine
 */
public record Allowance(int port, long maxMemoryBytes, int maxClients) {

    private static final long MIB = 1 << 20;
    /** The engine itself keeps 32 for its own files; the rest is what accepts and forks need for a moment. */
    private static final int SPARE_DESCRIPTORS = 128;
    /** An engine has five threads, its saving child as many; this leaves room for engines that have more. */
    private static final int THREADS = 64;

    public static Allowance of(NodeRecord record) {
        return new Allowance(
                record.port(), record.spec().maxMemoryBytes(), record.spec().maxClients());
    }

    /**
     * Memory of all processes of the node. {@code maxmemory} is half of it at most: the rest is for a child that saves, the buffers
     * that {@code maxmemory} does not count, scripts, and fragmentation. With one and a half times {@code maxmemory}, a database of
     * 256 MiB whose values were deleted and written anew in other sizes was measured to be ended by its limit, for nothing but
     * fragmentation.
     */
    long memoryBytes() {
        return Math.max(2 * maxMemoryBytes, maxMemoryBytes + 96 * MIB);
    }

    /**
     * Address space for data, of each process: the backstop where there is no memory cgroup. Twice the memory, because the allocator
     * keeps address space that it has given back.
     */
    long dataBytes() {
        return 2 * memoryBytes() + 256 * MIB;
    }

    long descriptors() {
        return maxClients + SPARE_DESCRIPTORS;
    }

    long threads() {
        return THREADS;
    }
}
