package io.miniredis.auth.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTests {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final Schedule schedule = new Schedule(DAY);

    @Test
    void nextWhenThereIsNoneSignsAtOnce() {
        assertThat(schedule.next(List.of(), START)).contains(START);
    }

    @Test
    void nextWhenTheNewestSignsForLongYetIsNotDue() {
        var due = START.plus(DAY);
        assertThat(schedule.next(List.of(START), due.minus(Schedule.AHEAD).minusSeconds(1)))
                .isEmpty();
        assertThat(schedule.next(List.of(START), due.minus(Schedule.AHEAD))).contains(due);
    }

    @Test
    void nextWhenServiceWasDownForLongIsPublishedAheadAllTheSame() {
        var now = START.plus(Duration.ofDays(100));
        assertThat(schedule.next(List.of(START), now)).contains(now.plus(Schedule.AHEAD));
    }

    @Test
    void nextWhenOneIsPublishedAheadMakesNoOther() {
        var due = START.plus(DAY);
        assertThat(schedule.next(List.of(START, due), due.minusSeconds(60))).isEmpty();
    }

    @Test
    void signingWhenOneIsPublishedAheadIsTheOneBefore() {
        var starts = List.of(START.plus(DAY), START);
        assertThat(schedule.signing(starts, START.plusSeconds(1))).isEqualTo(START);
        assertThat(schedule.signing(starts, START.plus(DAY))).isEqualTo(START.plus(DAY));
        assertThat(schedule.signing(starts, START.minusSeconds(1))).isEqualTo(START);
    }

    @Test
    void isOverWhenTheNextSignsForAWhile() {
        var next = START.plus(DAY);
        var starts = List.of(START, next);
        assertThat(schedule.isOver(START, starts, next.plus(Schedule.KEPT).minusSeconds(1)))
                .isFalse();
        assertThat(schedule.isOver(START, starts, next.plus(Schedule.KEPT))).isTrue();
        assertThat(schedule.isOver(next, starts, next.plus(DAY).plus(DAY))).isFalse();
    }

    /** A year in minutes: there is always a key that signs, known half an hour before, and never more than two others beside it. */
    @Test
    void allWhenMinutesPassKeepTheirPromises() {
        var known = new ArrayList<>(List.of(START));
        var publishedAt = new java.util.HashMap<Instant, Instant>();
        publishedAt.put(START, START.minus(Schedule.AHEAD));
        for (var now = START; now.isBefore(START.plus(Duration.ofDays(365))); now = now.plusSeconds(60)) {
            var at = now;
            schedule.next(known, at).ifPresent(it -> {
                known.add(it);
                publishedAt.put(it, at);
            });
            known.removeIf(it -> schedule.isOver(it, List.copyOf(known), at));
            var signing = schedule.signing(known, at);
            assertThat(Duration.between(publishedAt.get(signing), at)).isGreaterThanOrEqualTo(Schedule.AHEAD);
            assertThat(Duration.between(signing, at)).isLessThan(DAY);
            assertThat(known).hasSizeBetween(1, 2);
        }
    }
}
