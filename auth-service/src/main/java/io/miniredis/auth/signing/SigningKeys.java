package io.miniredis.auth.signing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.miniredis.kit.secret.Ids;
import io.miniredis.kit.secret.SecretBox;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** Every signing key of the house, newest first; the first is made where there is none. All may verify, the newest signs. */
final class SigningKeys implements JWKSource<SecurityContext> {

    private static final int RSA_BITS = 2048;

    /** "signkeys" in ASCII. */
    private static final long LOCK = 0x7369676e6b657973L;

    private final JWKSet keys;

    SigningKeys(SigningKeyRows rows, SecretBox box, TransactionOperations transaction, Clock clock) {
        List<JWK> all = Objects.requireNonNull(transaction.execute(status -> load(rows, box, clock)));
        keys = new JWKSet(all);
    }

    private static List<JWK> load(SigningKeyRows rows, SecretBox box, Clock clock) {
        var stored = rows.findAllByOrderByCreatedAtDescKidDesc();
        if (stored.isEmpty()) {
            rows.lock(LOCK);
            // whoever had the lock before may have made one
            stored = rows.findAllByOrderByCreatedAtDescKidDesc();
        }
        if (stored.isEmpty()) {
            var first = generate(box, clock);
            rows.save(first);
            stored = List.of(first);
        }
        return stored.stream().<JWK>map(it -> open(it, box)).toList();
    }

    private static SigningKey generate(SecretBox box, Clock clock) {
        try {
            var kid = Ids.next("sig", clock);
            var key = new RSAKeyGenerator(RSA_BITS)
                    .keyID(kid)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
            return new SigningKey(kid, box.seal(key.toJSONString(), kid), clock.instant());
        } catch (JOSEException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static RSAKey open(SigningKey stored, SecretBox box) {
        try {
            return RSAKey.parse(box.open(stored.sealedJwk(), stored.kid()));
        } catch (ParseException exception) {
            throw new IllegalStateException("signing key %s is not a JWK".formatted(stored.kid()), exception);
        }
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        return selector.select(keys);
    }
}
