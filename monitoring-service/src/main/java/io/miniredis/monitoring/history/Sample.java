package io.miniredis.monitoring.history;

import java.time.Instant;

/**
 * What one look at a node gave. Rates are of the time since the look before; NaN where there is nothing to say, such as a hit ratio
 * without look-ups or a rate right after the engine was started.
 *
 * @param at when the engine answered
 * @param opsPerSecond commands per second, our own left out
 * @param usedMemoryBytes memory that the engine's allocator gave out
 * @param maxMemoryBytes the engine's limit; 0 for none
 * @param connectedClients tenants' connections, see the meter
 * @param keys keys in all of its databases
 * @param hitRatio share of look-ups that found their key, 0 to 1
 * @param evictedKeysPerSecond keys dropped for want of memory
 * @param networkInBytesPerSecond bytes that clients sent, our own left out
 * @param networkOutBytesPerSecond bytes sent to clients, our own left out
 * @param uptimeSeconds age of the process
 * @param commandsProcessed the engine's own counter, from 0 with each start
 */
public record Sample(
        Instant at,
        double opsPerSecond,
        long usedMemoryBytes,
        long maxMemoryBytes,
        long connectedClients,
        long keys,
        double hitRatio,
        double evictedKeysPerSecond,
        double networkInBytesPerSecond,
        double networkOutBytesPerSecond,
        long uptimeSeconds,
        long commandsProcessed) {}
