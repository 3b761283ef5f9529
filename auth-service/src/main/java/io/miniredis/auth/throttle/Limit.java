package io.miniredis.auth.throttle;

import java.time.Duration;

/**
 * How often something may be tried: so many times freely, then after a pause that doubles with each further attempt, up to the longest. After
 * a calm without attempts all is forgotten.
 */
public enum Limit {
    /** Wrong passwords and codes for one account from one address. */
    LOG_IN_HERE(10, Duration.ofSeconds(1), Duration.ofMinutes(15), Duration.ofHours(1)),

    /**
     * Wrong ones for one account from anywhere. The pause stays short, because a stranger can cause it; and who entered the account from
     * their address before is not made to wait by it at all.
     */
    LOG_IN_ACCOUNT(30, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofHours(1)),

    /** Wrong ones from one address for any account. An office may share an address. */
    LOG_IN_ADDRESS(100, Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(1)),

    /**
     * Wrong codes of a second factor for one account from anywhere. Only who knows the password gets so far, so the pause may be long: of
     * a million codes three are right at a time.
     */
    CODE(10, Duration.ofSeconds(1), Duration.ofHours(1), Duration.ofHours(24)),

    /** Mails of one kind to one person that anybody can ask for. */
    MAIL(5, Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofHours(24));

    private final int free;
    private final Duration first;
    private final Duration longest;
    private final Duration calm;

    Limit(int free, Duration first, Duration longest, Duration calm) {
        this.free = free;
        this.first = first;
        this.longest = longest;
        this.calm = calm;
    }

    int free() {
        return free;
    }

    Duration first() {
        return first;
    }

    Duration longest() {
        return longest;
    }

    Duration calm() {
        return calm;
    }
}
