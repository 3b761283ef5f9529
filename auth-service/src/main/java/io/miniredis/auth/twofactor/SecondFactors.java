package io.miniredis.auth.twofactor;

import io.miniredis.kit.audit.Audit;
import io.miniredis.kit.audit.Deed;
import io.miniredis.kit.secret.SecretBox;
import io.miniredis.kit.secret.Unopened;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The second factors of people. Whether it is the person who changes it is for the caller to find out before. */
@Component
public class SecondFactors {

    static final String ENABLE = "two-factor.enable";
    static final String RENEW_CODES = "two-factor.renew-codes";
    static final String DISABLE = "two-factor.disable";

    /** RFC 4226 asks for 128 bits and recommends 160. */
    private static final int SECRET_BYTES = 20;

    /** A secret that was shown and forgotten cannot be confirmed later by who finds it. */
    private static final Duration CONFIRM_WITHIN = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(SecondFactors.class);

    private static final String APP_CODE = "[0-9]{3} ?[0-9]{3}";

    private final TwoFactorRows rows;
    private final RecoveryCodeRows codes;
    private final TwoFactorMail mail;
    private final SecretBox box;
    private final TransactionOperations transaction;
    private final Audit audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SecondFactors(
            TwoFactorRows rows,
            RecoveryCodeRows codes,
            TwoFactorMail mail,
            SecretBox box,
            TransactionOperations transaction,
            Audit audit,
            Clock clock) {
        this.audit = audit;
        this.rows = rows;
        this.codes = codes;
        this.mail = mail;
        this.box = box;
        this.transaction = transaction;
        this.clock = clock;
    }

    public boolean isOn(String userId) {
        return rows.isOn(userId);
    }

    /** Whether this is a code of the app, or a recovery code; either is used up by it. */
    public boolean accepts(String userId, String typed) {
        var code = typed.strip();
        if (!code.matches(APP_CODE)) return rows.isOn(userId) && useRecoveryCode(userId, code);
        var factor = rows.findByUserId(userId).filter(TwoFactor::isOn).orElse(null);
        if (factor == null) return false;
        try {
            var step = Totp.stepOf(digits(code), open(factor.sealedSecret(), userId), clock.instant());
            return step.isPresent() && rows.use(userId, factor.sealedSecret(), step.getAsLong()) > 0;
        } catch (Unopened keyIsGone) {
            // a recovery code still works
            log.error("the second factor of {} does not open with MINIREDIS_SECRET_KEY", userId);
            return false;
        }
    }

    private boolean useRecoveryCode(String userId, String code) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            if (codes.use(userId, RecoveryCodes.hash(userId, code)) == 0) return false;
            mail.codeUsed(userId, codes.count(userId));
            return true;
        }));
    }

    TwoFactorView of(String userId) {
        return new TwoFactorView(rows.isOn(userId), codes.count(userId));
    }

    /**
     * Makes a secret, in place of one that was not confirmed.
     *
     * @throws TwoFactorException.AlreadyOn
     */
    NewSecret begin(String userId, String email) {
        var secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        var sealed = box.seal(Base64.getEncoder().encodeToString(secret), userId);
        if (rows.begin(userId, sealed, clock.instant()) == 0) throw new TwoFactorException.AlreadyOn();
        return NewSecret.of(secret, email);
    }

    /**
     * Turns it on.
     *
     * @return recovery codes
     */
    List<String> confirm(String userId, String typed) {
        var now = clock.instant();
        var factor = rows.findByUserId(userId).orElseThrow(TwoFactorException.Off::new);
        if (factor.isOn()) throw new TwoFactorException.AlreadyOn();
        if (factor.createdAt().plus(CONFIRM_WITHIN).isBefore(now)) throw new TwoFactorException.Off();
        var step = Totp.stepOf(digits(typed), open(factor.sealedSecret(), userId), now)
                .orElseThrow(TwoFactorException.CodeWrong::new);
        return transaction.execute(status -> {
            if (rows.confirm(userId, factor.sealedSecret(), step, now) == 0) throw new TwoFactorException.CodeWrong();
            audit.record(Deed.of(ENABLE).on(userId, null));
            mail.turnedOn(userId);
            return replaceCodes(userId);
        });
    }

    /** @return recovery codes in place of all that were */
    List<String> renewCodes(String userId) {
        return transaction.execute(status -> {
            if (rows.lock(userId).isEmpty()) throw new TwoFactorException.Off();
            audit.record(Deed.of(RENEW_CODES).on(userId, null));
            mail.codesRenewed(userId);
            return replaceCodes(userId);
        });
    }

    private List<String> replaceCodes(String userId) {
        var fresh = RecoveryCodes.make();
        codes.removeAll(userId);
        codes.saveAll(fresh.stream()
                .map(it -> new RecoveryCode(userId, RecoveryCodes.hash(userId, it)))
                .toList());
        return fresh;
    }

    void disable(String userId) {
        transaction.executeWithoutResult(status -> {
            if (rows.disable(userId) == 0) throw new TwoFactorException.Off();
            audit.record(Deed.of(DISABLE).on(userId, null));
            mail.turnedOff(userId);
        });
    }

    /** Removes whatever there is of it. */
    public void remove(String userId) {
        rows.remove(userId);
    }

    private byte[] open(String sealed, String userId) {
        return Base64.getDecoder().decode(box.open(sealed, userId));
    }

    private static String digits(String typed) {
        return typed.replaceAll("\\s", "");
    }
}
