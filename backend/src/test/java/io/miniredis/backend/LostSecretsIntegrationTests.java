package io.miniredis.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.miniredis.kit.secret.SecretBox;
import io.miniredis.kit.secret.Tokens;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** As after a restore to which nobody has the key. */
class LostSecretsIntegrationTests extends BackendTest {

    /** Goes by the same name as the running one, as a key does that is made anew. */
    private final SecretBox lost = new SecretBox("k1:"
            + Base64.getEncoder().encodeToString(new byte[] {
                1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
                29, 30, 31, 32
            }));

    @Autowired
    JdbcClient client;

    @Autowired
    SecretBox box;

    private String sealedPassword(String id) {
        return jdbc.queryForObject("select sealed_password from database where id = ?", String.class, id);
    }

    @Test
    void replaceWhenPasswordsDoNotOpenBringsNewOnesToTheHost() {
        var id = created("orders");
        var other = created("others");
        var kept = sealedPassword(other);
        jdbc.update(
                "update database set sealed_password = ?, sealed_monitor_password = ?, sealed_ended_password = ? where id = ?",
                lost.seal("password", id),
                lost.seal("monitor", id),
                lost.seal("ended", id),
                id);
        new LostSecrets(client, box).replace();
        var fresh = Tokens.sha256(box.open(sealedPassword(id), id));
        await().untilAsserted(() ->
                assertThat(host.nodes.get(nodeOf(id)).tenantPasswordHashes()).containsExactly(fresh));
        awaitStatus(id, "running");
        assertThat(body(get("/api/v1/databases/" + id + "/credentials"))
                        .path("password")
                        .asString())
                .isEqualTo(box.open(sealedPassword(id), id));
        assertThat(sealedPassword(other)).isEqualTo(kept);
    }

    @Test
    void replaceWhenAnAuthorityDoesNotOpenKeepsItsCertificateAlone() {
        get("/api/v1/certificate-authority");
        var id = jdbc.queryForObject(
                "select id from certificate_authority where sealed_key is not null limit 1", String.class);
        var sealed = jdbc.queryForObject("select sealed_key from certificate_authority where id = ?", String.class, id);
        jdbc.update(
                "update certificate_authority set sealed_key = ? where id = ?",
                lost.seal("key", "certificate-authority:" + id),
                id);
        try {
            new LostSecrets(client, box).replace();
            assertThat(jdbc.queryForList("select sealed_key from certificate_authority where id = ?", String.class, id))
                    .containsExactly((String) null);
        } finally {
            jdbc.update("update certificate_authority set sealed_key = ? where id = ?", sealed, id);
        }
    }
}
