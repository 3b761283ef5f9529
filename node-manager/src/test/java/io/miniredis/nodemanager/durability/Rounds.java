package io.miniredis.nodemanager.durability;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** How often and when: set {@code -Ddurability.rounds} and {@code -Ddurability.seed} for longer or repeated runs. */
final class Rounds {

    static final int COUNT = Integer.getInteger("durability.rounds", 8);
    static final long SEED = Long.getLong("durability.seed", System.nanoTime());

    private Rounds() {}

    static Random random(String test) {
        System.out.printf("%s: %d rounds, -Ddurability.seed=%d%n", test, COUNT, SEED);
        return new Random(SEED ^ test.hashCode());
    }

    /** Lets a random time go by; what comes next is to happen at any instant, so there is no event to wait for. */
    static void anyInstant(Random random, Duration longest) {
        var end = System.nanoTime() + random.nextLong(longest.toNanos());
        for (var left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) LockSupport.parkNanos(left);
    }
}
