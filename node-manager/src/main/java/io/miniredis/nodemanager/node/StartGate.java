package io.miniredis.nodemanager.node;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets a few engines start at a time: after a reboot a thousand want to, and a thousand processes that fight for two cores are all
 * late. A start that takes long because it loads data makes room for the next.
 */
final class StartGate {

    private final Semaphore places;

    StartGate(int atOnce) {
        places = new Semaphore(atOnce, true);
    }

    /** Waits for a place. */
    Pass enter() throws InterruptedException {
        places.acquire();
        return new Pass();
    }

    /** A place that is taken until it is given back, which may be done more than once. */
    final class Pass {

        private final AtomicBoolean taken = new AtomicBoolean(true);

        void giveBack() {
            if (taken.compareAndSet(true, false)) places.release();
        }
    }
}
