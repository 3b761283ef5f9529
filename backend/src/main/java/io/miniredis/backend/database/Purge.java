package io.miniredis.backend.database;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Forgets deleted databases when their grace period is over. */
@Component
class Purge {

    private static final Logger log = LoggerFactory.getLogger(Purge.class);

    private final Databases databases;
    private final Duration keep;
    private final Clock clock;

    Purge(Databases databases, @Value("${miniredis.trash-keep}") Duration keep, Clock clock) {
        this.databases = databases;
        this.keep = keep;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1H")
    @Transactional
    public void purge() {
        var purged = databases.purge(clock.instant().minus(keep));
        if (purged > 0) log.info("purged {} databases that were deleted more than {} ago", purged, keep);
    }
}
