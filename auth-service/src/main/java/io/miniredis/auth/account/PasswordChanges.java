package io.miniredis.auth.account;

import io.miniredis.auth.proof.PasswordProofs;
import io.miniredis.auth.session.Sessions;
import io.miniredis.auth.user.Users;
import io.miniredis.kit.audit.Audit;
import io.miniredis.kit.audit.Deed;
import io.miniredis.kit.token.Caller;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** New passwords for who knows theirs. */
@Component
class PasswordChanges {

    private final Users users;
    private final Sessions sessions;
    private final MailedTokens tokens;
    private final NewPasswords passwords;
    private final PasswordProofs proofs;
    private final Letters letters;
    private final TransactionOperations transaction;
    private final Audit audit;

    PasswordChanges(
            Users users,
            Sessions sessions,
            MailedTokens tokens,
            NewPasswords passwords,
            PasswordProofs proofs,
            Letters letters,
            TransactionOperations transaction,
            Audit audit) {
        this.audit = audit;
        this.users = users;
        this.sessions = sessions;
        this.tokens = tokens;
        this.passwords = passwords;
        this.proofs = proofs;
        this.letters = letters;
        this.transaction = transaction;
    }

    /** The session that they do it in stays; the others end. */
    void change(Caller caller, PasswordChange wish, String address) {
        var user = proofs.require(caller, wish.current(), address);
        if (wish.password().equals(wish.current())) throw new AccountException.SamePassword();
        var hash = passwords.checkAndHash(wish.password(), user);
        transaction.executeWithoutResult(status -> {
            users.replacePassword(user.id(), hash);
            sessions.endOthers(user.id(), caller.credentialId());
            audit.record(Deed.of(AccountDeeds.CHANGE_PASSWORD).on(user.id(), user.email()));
            tokens.remove(MailedTokens.Purpose.PASSWORD_RESET, user.id());
            letters.passwordChanged(user.email());
        });
    }
}
