package io.miniredis.backend.history;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which events the reader of a stream has heard: those before the stream began, or before the last that an earlier one told. */
final class Heard {

    private final Set<String> ids = new HashSet<>();
    /** Where to go on from; null once that is done. */
    private @Nullable String resumeAfter;

    private @Nullable String last;

    /** @param lastHeard as the reader names it; null for a new reader */
    Heard(@Nullable String lastHeard) {
        resumeAfter = lastHeard;
    }

    /** A new reader is told of what comes; of what was before, there is the list. */
    void begin(History.Listing listing) {
        if (resumeAfter == null) hear(listing.items());
    }

    /** What the reader goes on by, should it connect again; null while there is nothing. */
    @Nullable
    String last() {
        return last;
    }

    /** Those that the reader has not heard, in the order in which they happened; from now on it has. */
    List<DatabaseEvent> newIn(History.Listing listing) {
        var newestFirst = listing.items();
        if (resumeAfter != null) {
            var at = newestFirst.stream().map(DatabaseEvent::id).toList().indexOf(resumeAfter);
            // a host that is silent now will say again what the reader has heard
            if (at < 0 && !listing.complete()) return List.of();
            resumeAfter = null;
            // one that is not listed any more is older than all that are
            if (at >= 0) hear(newestFirst.subList(at, newestFirst.size()));
        }
        var fresh = newestFirst.reversed().stream()
                .filter(it -> !ids.contains(it.id()))
                .toList();
        hear(fresh.reversed());
        return fresh;
    }

    private void hear(List<DatabaseEvent> newestFirst) {
        if (newestFirst.isEmpty()) return;
        last = newestFirst.getFirst().id();
        newestFirst.forEach(it -> ids.add(it.id()));
    }
}
