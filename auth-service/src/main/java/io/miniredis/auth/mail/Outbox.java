package io.miniredis.auth.mail;

import io.miniredis.kit.secret.Ids;
import io.miniredis.kit.secret.SecretBox;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps mails in PostgreSQL until they are carried away, by whichever replica: what is under way when a service is killed is sent by
 * another, or after the restart. A mail may arrive twice then, but is not lost.
 */
@Component
class Outbox implements Post {

    /** After each failure. Long enough for a greylisting server to take the second or third attempt; the last goes on. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(2),
            Duration.ofSeconds(15),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15));

    /** Links in mails work for an hour to a week; what came a day late would puzzle more than it helps. */
    private static final Duration PATIENCE = Duration.ofHours(24);

    /** Longer than a mail server takes that is well; where one answers at its last moment again and again, a mail goes out twice. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    /** So many connections at once are what a mail server takes from one client without objecting. */
    private static final int AT_ONCE = 4;

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    private final MailRows rows;
    private final Carrier carrier;
    private final SecretBox box;
    private final JsonMapper json;
    private final Executor background;
    private final Clock clock;
    private final AtomicInteger working = new AtomicInteger();
    private volatile boolean databaseAnswers = true;

    Outbox(
            MailRows rows,
            Carrier carrier,
            SecretBox box,
            JsonMapper json,
            @Qualifier("applicationTaskExecutor") Executor background,
            Clock clock) {
        this.rows = rows;
        this.carrier = carrier;
        this.box = box;
        this.json = json;
        this.background = background;
        this.clock = clock;
    }

    @Override
    public void send(Mail mail) {
        var id = Ids.next("eml", clock);
        rows.add(id, box.seal(json.writeValueAsString(mail), id));
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            wake();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                wake();
            }
        });
    }

    /** Also for what others left behind, and what waited for its next attempt. */
    @Scheduled(initialDelayString = "PT2S", fixedDelayString = "PT2S")
    void wake() {
        if (working.incrementAndGet() > AT_ONCE) {
            working.decrementAndGet();
            return;
        }
        try {
            background.execute(this::work);
        } catch (RejectedExecutionException stopping) {
            // another replica, or the next start, carries on
            working.decrementAndGet();
        }
    }

    private void work() {
        try {
            carryAll();
            databaseAnswers = true;
        } catch (DataAccessException exception) {
            // once for each time that it is away: this is tried every two seconds
            if (databaseAnswers) log.warn("mails wait: the database does not answer: {}", exception.getMessage());
            databaseAnswers = false;
        } finally {
            working.decrementAndGet();
        }
    }

    /** All that are due. */
    void carryAll() {
        for (var mail = rows.claim(LEASE, PATIENCE); mail.isPresent(); mail = rows.claim(LEASE, PATIENCE)) {
            carry(mail.get());
        }
    }

    private void carry(MailRows.Claimed claimed) {
        var what = claimed.id();
        try {
            var mail = json.readValue(box.open(claimed.sealed(), claimed.id()), Mail.class);
            what = mail.toString();
            carrier.carry(mail);
        } catch (Carrier.NotTaken exception) {
            retry(claimed, what, String.valueOf(exception.getMessage()), exception.isForGood());
            return;
        } catch (RuntimeException fault) {
            // of one mail: its key is gone, or nobody thought of it. The others go on
            retry(claimed, what, fault.toString(), false);
            return;
        }
        rows.remove(claimed.id());
    }

    private void retry(MailRows.Claimed claimed, String what, String reason, boolean forGood) {
        if (forGood || claimed.old()) {
            log.error("{} was given up after {} attempts: {}", what, claimed.attempts(), reason);
            rows.remove(claimed.id());
        } else {
            log.warn("{} was not sent yet: {}", what, reason);
            rows.postpone(claimed.id(), PAUSES.get(Math.min(claimed.attempts(), PAUSES.size()) - 1));
        }
    }
}
