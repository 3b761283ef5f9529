package io.miniredis.auth.signing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.miniredis.kit.audit.Audit;
import io.miniredis.kit.audit.Deed;
import io.miniredis.kit.secret.Ids;
import io.miniredis.kit.secret.SecretBox;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Every signing key of the house: the one that signs, those that are published ahead, and those that only verify any more.
 * {@link #refresh} does what is due, in one replica, and lets the others see it. New keys are for ES256; those that an earlier version
 * made are RSA, and do their turn to its end (ADR 12).
 */
final class SigningKeys implements JWKSource<SecurityContext> {

    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

    /** "signkeys" in ASCII. */
    private static final long LOCK = 0x7369676e6b657973L;

    private final SigningKeyRows rows;
    private final SecretBox box;
    private final Schedule schedule;
    private final TransactionOperations transaction;
    private final Audit audit;
    private final Clock clock;
    private volatile List<Opened> keys = List.of();

    /** A key pair in memory. */
    private record Opened(JWK key, Instant signsFrom) {}

    SigningKeys(
            SigningKeyRows rows,
            SecretBox box,
            Schedule schedule,
            TransactionOperations transaction,
            Audit audit,
            Clock clock) {
        this.audit = audit;
        this.rows = rows;
        this.box = box;
        this.schedule = schedule;
        this.transaction = transaction;
        this.clock = clock;
        refresh();
    }

    /** Makes, removes and seals anew what is due, and reads what other replicas made. Where it fails, the keys of before stay. */
    void refresh() {
        var stored = Objects.requireNonNull(transaction.execute(status -> bringUpToDate()));
        keys = stored.stream().map(this::open).toList();
    }

    private List<SigningKey> bringUpToDate() {
        var now = clock.instant();
        var stored = rows.findAllByOrderBySignsFromDescKidDesc();
        // with a key that is not theirs nothing may be made: no one key would open all of them afterwards
        stored.forEach(this::open);
        if (!isAnythingDue(stored, now)) return stored;
        rows.lock(LOCK);
        // whoever had the lock before may have done it
        var present = new ArrayList<>(rows.findAllByOrderBySignsFromDescKidDesc());
        schedule.next(starts(present), now).ifPresent(start -> present.add(make(start, now)));
        removeOver(present, now);
        present.stream().filter(it -> !box.isCurrent(it.sealedJwk())).forEach(this::sealAnew);
        return present;
    }

    private boolean isAnythingDue(List<SigningKey> stored, Instant now) {
        var starts = starts(stored);
        return schedule.next(starts, now).isPresent()
                || stored.stream()
                        .anyMatch(it -> schedule.isOver(it.signsFrom(), starts, now) || !box.isCurrent(it.sealedJwk()));
    }

    private static List<Instant> starts(List<SigningKey> keys) {
        return keys.stream().map(SigningKey::signsFrom).toList();
    }

    private SigningKey make(Instant signsFrom, Instant now) {
        try {
            var kid = Ids.next("sig", clock);
            var key = new ECKeyGenerator(Curve.P_256)
                    .keyID(kid)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .generate();
            var made = new SigningKey(kid, box.seal(key.toJSONString(), kid), now, signsFrom);
            rows.save(made);
            audit.record(Deed.of("signing-key.create").in(null).on(kid, null).made(Map.of("signsFrom", signsFrom)));
            log.info("made the signing key {}, which signs from {}", kid, signsFrom);
            return made;
        } catch (JOSEException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private void removeOver(List<SigningKey> present, Instant now) {
        var starts = starts(present);
        present.removeIf(it -> {
            var over = schedule.isOver(it.signsFrom(), starts, now);
            if (over) {
                rows.delete(it);
                audit.record(Deed.of("signing-key.remove").in(null).on(it.kid(), null));
                log.info("removed the signing key {}", it.kid());
            }
            return over;
        });
    }

    private void sealAnew(SigningKey stored) {
        stored.sealAnew(box.seal(box.open(stored.sealedJwk(), stored.kid()), stored.kid()));
        log.info("sealed the signing key {} with the first key of MINIREDIS_SECRET_KEY", stored.kid());
    }

    /** A key that is in memory already does not depend on whether this replica still opens what another one sealed anew. */
    private Opened open(SigningKey stored) {
        return opened(stored.kid()).orElseGet(() -> {
            try {
                return new Opened(JWK.parse(box.open(stored.sealedJwk(), stored.kid())), stored.signsFrom());
            } catch (ParseException exception) {
                throw new IllegalStateException("signing key %s is not a JWK".formatted(stored.kid()), exception);
            }
        });
    }

    private Optional<Opened> opened(String kid) {
        return keys.stream().filter(it -> it.key().getKeyID().equals(kid)).findFirst();
    }

    /** The key whose turn it is. */
    JWK signing() {
        var known = keys;
        var start = schedule.signing(known.stream().map(Opened::signsFrom).toList(), clock.instant());
        return known.stream()
                .filter(it -> it.signsFrom().equals(start))
                .map(Opened::key)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        return selector.select(new JWKSet(keys.stream().map(Opened::key).toList()));
    }
}
