package io.miniredis.kit.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class IdsTests {

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00.123456789Z");

    @Test
    void nextHasPrefixAnd26Digits() {
        assertThat(Ids.next("db", Clock.fixed(NOON, ZoneOffset.UTC))).matches("db_[0-9a-hjkmnp-tv-z]{26}");
    }

    @RepeatedTest(20)
    void atSortsByTheMicrosecond() {
        assertThat(Ids.at("aud", NOON)).isLessThan(Ids.at("aud", NOON.plusNanos(1000)));
        assertThat(Ids.at("aud", NOON.plusNanos(999_000))).isGreaterThan(Ids.at("aud", NOON));
    }

    @RepeatedTest(20)
    void firstSortsBeforeWhatIsMadeThenAndAfterWhatWasMadeBefore() {
        assertThat(Ids.first("aud", NOON)).isLessThanOrEqualTo(Ids.at("aud", NOON));
        assertThat(Ids.first("aud", NOON)).isGreaterThan(Ids.at("aud", NOON.minusMillis(1)));
    }
}
