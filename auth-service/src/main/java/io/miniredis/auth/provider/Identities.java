package io.miniredis.auth.provider;

import io.miniredis.auth.account.Directory;
import java.time.Clock;
import java.util.Objects;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Whose account a person of a provider enters. It is decided once, by address; from then on issuer and subject alone count. */
@Component
class Identities {

    private final IdentityRows rows;
    private final Directory directory;
    private final TransactionOperations transaction;
    private final Clock clock;

    Identities(IdentityRows rows, Directory directory, TransactionOperations transaction, Clock clock) {
        this.rows = rows;
        this.directory = directory;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * The user that this person is; a new one where there is none.
     *
     * @throws ProviderException.EmailNotVerified when the provider does not vouch for an address
     * @throws ProviderException.EmailTaken when an account that may not be joined has the address
     */
    String userOf(Person person) {
        var known = rows.findUser(person.issuer(), person.subject());
        if (known.isPresent()) return known.get();
        var email = person.email().orElseThrow(ProviderException.EmailNotVerified::new);
        try {
            return Objects.requireNonNull(transaction.execute(status -> introduce(person, email)));
        } catch (DataIntegrityViolationException faster) {
            // the same person a moment before, or somebody who signed up with the address
            return rows.findUser(person.issuer(), person.subject()).orElseThrow(ProviderException.EmailTaken::new);
        }
    }

    private String introduce(Person person, String email) {
        var userId = directory.find(email).map(Identities::joined).orElseGet(() -> directory.add(email));
        rows.saveAndFlush(new Identity(person, userId, clock.instant()));
        directory.joined(userId, person.issuer());
        return userId;
    }

    /**
     * An account whose address nobody verified may be anybody's who typed that address. And one with a second factor shall not become
     * reachable without it by who reads its mail.
     */
    private static String joined(Directory.Entry account) {
        if (!account.emailVerified() || account.twoFactor()) throw new ProviderException.EmailTaken();
        return account.userId();
    }
}
