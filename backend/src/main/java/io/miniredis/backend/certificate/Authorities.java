package io.miniredis.backend.certificate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The authority that signs now, and the certificates that clients trust. A supplied one goes before one that the platform makes when
 * one is first needed. Those of before are trusted until they end, so that a change of authority breaks nobody who fetches the
 * certificates now and then.
 */
@Component
class Authorities {

    private static final Logger log = LoggerFactory.getLogger(Authorities.class);

    /** So long before an authority ends the platform makes the next one, for clients to hear of it in time. */
    private static final Duration ANNOUNCED = Duration.ofDays(365);

    /** So long before its end an authority stops signing, and the next one begins. */
    private static final Duration HANDED_OVER = Duration.ofDays(90);

    private final AuthorityStore store;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final @Nullable Authority supplied;
    private volatile boolean suppliedIsStored;
    private volatile @Nullable Authority made;

    Authorities(
            CertificateProperties properties,
            AuthorityStore store,
            TransactionTemplate transaction,
            MeterRegistry meters,
            Clock clock) {
        this.store = store;
        this.transaction = transaction;
        this.clock = clock;
        var certificate = properties.caCertificate();
        var key = properties.caKey();
        supplied = certificate.isBlank() && key.isBlank()
                ? null
                : SuppliedAuthority.read(certificate, key, clock.instant());
        Gauge.builder("miniredis.certificate.authority.expires", this, Authorities::secondsLeft)
                .description(
                        "Time until the authority that signs nodes' certificates ends; no number before there is one")
                .baseUnit("seconds")
                .register(meters);
    }

    /** The one that signs. Made now if there is none; of two replicas that need it at once, one makes it. */
    Authority current() {
        var given = supplied;
        if (given != null) {
            if (!suppliedIsStored) store.addSupplied(given, clock.instant());
            suppliedIsStored = true;
            return given;
        }
        var known = made;
        var now = clock.instant();
        if (known != null && lasts(known, now.plus(ANNOUNCED))) return known;
        var found = signing(Objects.requireNonNull(transaction.execute(status -> withNext(now))), now);
        made = found;
        return found;
    }

    /** Those that the platform made, the next one included when it is time for it. */
    private List<Authority> withNext(Instant now) {
        store.lock();
        var there = new ArrayList<>(store.madeBefore(now));
        if (there.stream().noneMatch(it -> lasts(it, now.plus(ANNOUNCED)))) {
            var next = X509.authority(now);
            store.addMade(next, now);
            log.info("made {}, which ends {}", next, next.endsAt());
            there.add(next);
        }
        return there;
    }

    /** The oldest that has time left: what it signs is trusted by clients that have not heard of the next one. */
    private static Authority signing(List<Authority> oldestFirst, Instant now) {
        return oldestFirst.stream()
                .filter(it -> lasts(it, now.plus(HANDED_OVER)))
                .findFirst()
                .orElseGet(oldestFirst::getLast);
    }

    private static boolean lasts(Authority authority, Instant then) {
        return authority.endsAt().isAfter(then);
    }

    /** What clients trust, newest first; never empty. */
    List<X509Certificate> trusted() {
        var signing = current();
        var trusted = store.trustedAt(clock.instant());
        if (trusted.contains(signing.anchor())) return trusted;
        // the database was put back to a time before this authority: what is there counts
        made = null;
        suppliedIsStored = false;
        current();
        return store.trustedAt(clock.instant());
    }

    /** So that the gauge tells from the start. */
    @EventListener(ApplicationReadyEvent.class)
    void look() {
        if (supplied != null) current();
        else if (!store.madeBefore(clock.instant()).isEmpty()) current();
    }

    private double secondsLeft() {
        var signing = supplied != null ? supplied : made;
        return signing == null
                ? Double.NaN
                : Duration.between(clock.instant(), signing.endsAt()).toSeconds();
    }
}
