package io.miniredis.auth.passkey;

import io.miniredis.kit.secret.Ids;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.stereotype.Component;

/** Our passkeys, as the library looks for them and saves them. */
@Component
class PasskeyRecords implements UserCredentialRepository {

    private final PasskeyRows rows;
    private final Clock clock;

    PasskeyRecords(PasskeyRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    public void save(CredentialRecord record) {
        var now = clock.instant();
        var passkey = rows.findByCredentialId(record.getCredentialId().getBytes())
                .map(it -> {
                    it.used(record, now);
                    return it;
                })
                .orElseGet(() -> new Passkey(Ids.next("pky", clock), record, now));
        rows.save(passkey);
    }

    @Override
    public @Nullable CredentialRecord findByCredentialId(Bytes credentialId) {
        return rows.findByCredentialId(credentialId.getBytes())
                .map(Passkey::record)
                .orElse(null);
    }

    @Override
    public List<CredentialRecord> findByUserId(Bytes userId) {
        return rows.of(Passkey.userIdOf(userId)).stream().map(Passkey::record).toList();
    }

    /** They are removed by their own id and their owner's. */
    @Override
    public void delete(Bytes credentialId) {
        throw new UnsupportedOperationException();
    }
}
