package io.miniredis.nodemanager.torture;

import org.junit.jupiter.api.Test;

/**
 * {@code -Dtorture.rounds=200} makes it long, {@code -Dtorture.seed=…} repeats the choices of an earlier run; in what order the system
 * lets things happen is never the same again.
 */
class TortureTests {

    private static final int ROUNDS = Integer.getInteger("torture.rounds", 12);
    private static final long SEED = Long.getLong("torture.seed", System.nanoTime());

    @Test
    void killOfTheNodeManagerWhenUnderLoadBreaksNoPromise() throws Exception {
        System.out.println("torture: seed " + SEED);
        try (var torture = new Torture(SEED)) {
            for (var round = 1; round <= ROUNDS; round++) {
                try {
                    torture.round();
                } catch (Throwable broken) {
                    throw new AssertionError(
                            "round %d of seed %d: %s".formatted(round, SEED, broken.getMessage()), broken);
                }
            }
            torture.fillThePool();
            System.out.println(torture.summary(ROUNDS));
        }
    }
}
