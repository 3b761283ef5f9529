package io.miniredis.auth.passkey;

import io.miniredis.auth.user.User;
import io.miniredis.auth.user.Users;
import io.miniredis.kit.audit.Audit;
import io.miniredis.kit.audit.Deed;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** People's passkeys. */
@Component
public class Passkeys {

    static final int MOST = 20;
    static final String ADD = "passkey.add";
    static final String REMOVE = "passkey.remove";

    private final PasskeyRows rows;
    private final Users users;
    private final Ceremonies ceremonies;
    private final RelyingParty relyingParty;
    private final PasskeyMail mail;
    private final TransactionOperations transaction;
    private final Audit audit;
    private final Clock clock;

    Passkeys(
            PasskeyRows rows,
            Users users,
            Ceremonies ceremonies,
            RelyingParty relyingParty,
            PasskeyMail mail,
            TransactionOperations transaction,
            Audit audit,
            Clock clock) {
        this.rows = rows;
        this.users = users;
        this.ceremonies = ceremonies;
        this.relyingParty = relyingParty;
        this.mail = mail;
        this.transaction = transaction;
        this.audit = audit;
        this.clock = clock;
    }

    List<Passkey> of(String userId) {
        return rows.of(userId);
    }

    /** @throws PasskeyException.TooMany */
    BegunCeremony beginToAdd(User user) {
        var known = rows.of(user.id());
        if (known.size() >= MOST) throw new PasskeyException.TooMany();
        var ceremony = ceremonies.begin();
        return new BegunCeremony(
                ceremonies.sealToAdd(ceremony, user.id()),
                relyingParty.optionsToAdd(user, known, ceremony.challenge()));
    }

    /**
     * @throws PasskeyException.Unfit
     * @throws PasskeyException.Known
     * @throws PasskeyException.TooMany
     */
    Passkey add(String userId, NewPasskey wish) {
        var ceremony = ceremonies.openToAdd(wish.ceremony(), userId);
        var credential = wish.credentialId();
        if (rows.findByCredentialId(credential).isPresent()) throw new PasskeyException.Known();
        try {
            return Objects.requireNonNull(transaction.execute(status -> {
                // one after the other, so that they are counted
                var user = users.findLocked(userId).orElseThrow(PasskeyException.Unfit::new);
                if (rows.of(userId).size() >= MOST) throw new PasskeyException.TooMany();
                relyingParty.register(user, ceremony.challenge(), wish);
                var passkey = rows.findByCredentialId(credential).orElseThrow(PasskeyException.Unfit::new);
                audit.record(Deed.of(ADD).on(passkey.id(), passkey.name()));
                mail.added(user, passkey.name());
                return passkey;
            }));
        } catch (DataIntegrityViolationException addedMeanwhile) {
            throw new PasskeyException.Known();
        }
    }

    /** @throws PasskeyException.Unknown */
    void remove(String id, String userId) {
        var passkey = rows.findByIdAndUserId(id, userId).orElseThrow(PasskeyException.Unknown::new);
        transaction.executeWithoutResult(status -> {
            if (rows.remove(id, userId) == 0) throw new PasskeyException.Unknown();
            audit.record(Deed.of(REMOVE).on(id, passkey.name()));
            users.findById(userId).ifPresent(it -> mail.removed(it, passkey.name()));
        });
    }

    /** Removes all of a person, in the caller's transaction. */
    public void removeAll(String userId) {
        rows.removeAll(userId);
    }

    public BegunCeremony beginLogIn() {
        var ceremony = ceremonies.begin();
        return new BegunCeremony(ceremonies.sealToLogIn(ceremony), relyingParty.optionsToLogIn(ceremony.challenge()));
    }

    /**
     * Whose passkey this is. An answer lets in once, on whichever replica.
     *
     * @throws PasskeyException answered with 401 or 422
     */
    public User ownerOf(String ceremony, PasskeyAnswer answer) {
        var begun = ceremonies.openToLogIn(ceremony);
        return Objects.requireNonNull(transaction.execute(status -> {
            var userId = relyingParty.authenticate(begun.challenge(), answer);
            if (rows.useUp(begun.challenge().getBytes(), begun.until()) == 0) throw new PasskeyException.Refused();
            return users.findById(userId).orElseThrow(PasskeyException.Refused::new);
        }));
    }

    @Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT1H")
    void sweep() {
        rows.forgetChallenges(clock.instant());
    }
}
