package io.miniredis.auth.signing;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The life of signing keys, all of which follows from the moments from which they sign: a key is published {@link #AHEAD} of it, signs
 * until the next one does, verifies for {@link #KEPT} longer, and is removed.
 *
 * @param rotateAfter how long a key signs
 */
record Schedule(Duration rotateAfter) {

    /** Whoever checks tokens asks for keys every 5 minutes, and replicas of this service look for new ones every minute. */
    static final Duration AHEAD = Duration.ofMinutes(30);

    /** The longest token lives 10 minutes, and clocks differ by a minute. */
    static final Duration KEPT = Duration.ofMinutes(30);

    /** From when on another key is to sign, when it is time to make it. */
    Optional<Instant> next(List<Instant> starts, Instant now) {
        var newest = starts.stream().max(Comparator.naturalOrder());
        // nobody can know a key yet: nothing is gained by waiting
        if (newest.isEmpty()) return Optional.of(now);
        var due = newest.get().plus(rotateAfter);
        if (now.isBefore(due.minus(AHEAD))) return Optional.empty();
        var earliest = now.plus(AHEAD);
        return Optional.of(due.isAfter(earliest) ? due : earliest);
    }

    /** The start of the key that signs now; where all are ahead, as after a clock was set back, that of the first. */
    Instant signing(List<Instant> starts, Instant now) {
        return starts.stream()
                .filter(it -> !it.isAfter(now))
                .max(Comparator.naturalOrder())
                .orElseGet(() -> starts.stream().min(Comparator.naturalOrder()).orElseThrow());
    }

    /** Whether a key that began then can have signed nothing that is still good. */
    boolean isOver(Instant start, List<Instant> starts, Instant now) {
        return starts.stream()
                .filter(it -> it.isAfter(start))
                .min(Comparator.naturalOrder())
                .map(successor -> !now.isBefore(successor.plus(KEPT)))
                .orElse(false);
    }
}
