package io.miniredis.backend.certificate;

import io.miniredis.kit.secret.Resealing;
import io.miniredis.kit.secret.SecretBox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The authorities that there were and are, in PostgreSQL; the private keys of those that the platform made are sealed. */
@Component
public class AuthorityStore {

    /** Where the sealed keys are. */
    public static final Resealing.Column SEALED =
            new Resealing.Column("certificate_authority", "id", "sealed_key", AuthorityStore::context);

    private final JdbcClient jdbc;
    private final SecretBox secrets;

    AuthorityStore(JdbcClient jdbc, SecretBox secrets) {
        this.jdbc = jdbc;
        this.secrets = secrets;
    }

    /** Only one transaction of all replicas gets past here at a time. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('certificate-authority', 0))")
                .query()
                .singleRow();
    }

    /** Those that the platform made and that have not ended, oldest first. */
    List<Authority> madeBefore(Instant now) {
        return jdbc.sql("""
                        select id, certificate, sealed_key from certificate_authority
                        where sealed_key is not null and expires_at > :now order by created_at, id
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, number) -> opened(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    /** What clients trust, newest first. */
    List<X509Certificate> trustedAt(Instant now) {
        return jdbc.sql(
                        "select certificate from certificate_authority where expires_at > :now order by created_at desc, id")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, number) -> certificate(row.getString(1)))
                .list();
    }

    void addMade(Authority authority, Instant now) {
        var id = Authority.fingerprint(authority.anchor());
        var key = Base64.getEncoder().encodeToString(authority.key().getEncoded());
        add(id, authority.anchor(), secrets.seal(key, context(id)), now);
    }

    /** Remembers the certificate of a supplied one, without its key; nothing is done when it is there already. */
    void addSupplied(Authority authority, Instant now) {
        add(Authority.fingerprint(authority.anchor()), authority.anchor(), null, now);
    }

    private void add(String id, X509Certificate certificate, @Nullable String sealedKey, Instant now) {
        jdbc.sql("""
                        insert into certificate_authority (id, certificate, sealed_key, created_at, expires_at)
                        values (:id, :certificate, :key, :now, :end) on conflict (id) do nothing
                        """)
                .param("id", id)
                .param("certificate", Pem.of(List.of(certificate)))
                .param("key", sealedKey)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("end", certificate.getNotAfter().toInstant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private Authority opened(String id, String pem, String sealedKey) {
        var bytes = Base64.getDecoder().decode(secrets.open(sealedKey, context(id)));
        try {
            var key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(bytes));
            return new Authority(List.of(certificate(pem)), key);
        } catch (GeneralSecurityException exception) {
            throw new IllegalStateException("the stored key of the certificate authority cannot be read", exception);
        }
    }

    private static X509Certificate certificate(String pem) {
        try {
            return Pem.certificates(pem).getFirst();
        } catch (CertificateException exception) {
            throw new UncheckedIOException(
                    new IOException("a stored authority's certificate cannot be read", exception));
        }
    }

    private static String context(String id) {
        return "certificate-authority:" + id;
    }
}
