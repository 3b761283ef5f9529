package io.miniredis.backend.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HeardTests {

    /** Newest first. */
    private static History.Listing listing(boolean complete, String... ids) {
        return new History.Listing(
                Stream.of(ids)
                        .map(it -> new DatabaseEvent(it, Instant.EPOCH, "ready", "answers", null, null))
                        .toList(),
                null,
                complete);
    }

    private static List<String> newIn(Heard heard, History.Listing listing) {
        return heard.newIn(listing).stream().map(DatabaseEvent::id).toList();
    }

    @Test
    void newWhenReaderIsNewIsWhatComesAfterItsBeginning() {
        var heard = new Heard(null);
        heard.begin(listing(true, "b", "a"));
        assertThat(heard.last()).isEqualTo("b");
        assertThat(newIn(heard, listing(true, "b", "a"))).isEmpty();
        assertThat(newIn(heard, listing(true, "d", "c", "b", "a"))).containsExactly("c", "d");
        assertThat(newIn(heard, listing(true, "d", "c", "b", "a"))).isEmpty();
        assertThat(heard.last()).isEqualTo("d");
    }

    @Test
    void newWhenReaderComesBackIsWhatItMissed() {
        var heard = new Heard("b");
        heard.begin(listing(true, "d", "c", "b", "a"));
        assertThat(newIn(heard, listing(true, "d", "c", "b", "a"))).containsExactly("c", "d");
        assertThat(newIn(heard, listing(true, "d", "c", "b", "a"))).isEmpty();
    }

    @Test
    void newWhenReaderHasMissedNothingIsNothing() {
        assertThat(newIn(new Heard("b"), listing(true, "b", "a"))).isEmpty();
    }

    @Test
    void newWhenReaderWasAwayForLongerThanIsListedIsAll() {
        assertThat(newIn(new Heard("a"), listing(true, "d", "c"))).containsExactly("c", "d");
    }

    @Test
    void newWhenTheHostIsSilentWaitsForItRatherThanTellTwice() {
        var heard = new Heard("host-7");
        assertThat(newIn(heard, listing(false, "op_2", "op_1"))).isEmpty();
        assertThat(newIn(heard, listing(true, "op_2", "host-7", "op_1"))).containsExactly("op_2");
    }
}
