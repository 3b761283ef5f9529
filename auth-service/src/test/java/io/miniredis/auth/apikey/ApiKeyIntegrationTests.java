package io.miniredis.auth.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.miniredis.auth.testing.Answer;
import io.miniredis.auth.testing.AuthService;
import io.miniredis.auth.testing.AuthServiceTest;
import io.miniredis.auth.testing.SettableClock;
import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.oauth2.jwt.JwtDecoder;

@AuthServiceTest
class ApiKeyIntegrationTests {

    @Autowired
    AuthService auth;

    @Autowired
    SettableClock clock;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    JwtDecoder decoder;

    String owner;

    @BeforeEach
    void signUp() {
        owner = auth.tenantToken(auth.signUp(AuthService.newEmail()).session());
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    private Answer create(String token, String role) {
        return auth.post("/api/v1/api-keys", token, "{\"name\":\"ci\",\"role\":\"%s\"}".formatted(role));
    }

    @Test
    void createWhenOwnerShowsTheKeyOnce() {
        var made = create(owner, "developer");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        assertThat(made.text("key"))
                .matches("mr_[A-Za-z0-9_-]{43}[A-Za-z0-9]{6}")
                .startsWith(made.text("prefix"));
        assertThat(made.text("id")).startsWith("key_");
        assertThat(made.text("role")).isEqualTo("developer");

        var listed = auth.get("/api/v1/api-keys", owner).json();
        assertThat(listed.at("/items/0/id").asString()).isEqualTo(made.text("id"));
        assertThat(listed.at("/items/0").has("key")).isFalse();
        assertThat(listed.at("/next").isNull()).isTrue();
        assertThat(jdbc.queryForList("select key_hash from api_key", String.class))
                .doesNotContain(made.text("key"));
    }

    @Test
    void exchangeWhenKeyIsLiveActsWithItsRole() {
        var key = create(owner, "viewer").text("key");
        var me = auth.get("/api/v1/auth/me", auth.exchangeKey(key).text("token"));
        assertThat(me.status()).isEqualTo(200);
        assertThat(me.json().path("user").isNull()).isTrue();
        assertThat(me.text("role")).isEqualTo("viewer");
        assertThat(me.json().at("/organization/id").asString()).startsWith("org_");
        await().untilAsserted(() -> assertThat(auth.get("/api/v1/api-keys", owner)
                        .json()
                        .at("/items/0/lastUsedAt")
                        .isNull())
                .isFalse());
    }

    @Test
    void exchangeWhenKeyIsRevokedRefuses() {
        var made = create(owner, "viewer");
        assertThat(auth.delete("/api/v1/api-keys/" + made.text("id"), owner).status())
                .isEqualTo(204);
        assertThat(auth.exchangeKey(made.text("key")).status()).isEqualTo(401);
        assertThat(auth.get("/api/v1/api-keys", owner).json().at("/items").size())
                .isZero();
        var again = auth.delete("/api/v1/api-keys/" + made.text("id"), owner);
        assertThat(again.status()).isEqualTo(404);
        assertThat(again.text("code")).isEqualTo("API_KEY_NOT_FOUND");
    }

    @Test
    void exchangeWhenKeyHasExpiredRefuses() {
        var body = "{\"name\":\"ci\",\"role\":\"viewer\",\"expiresAt\":\"%s\"}"
                .formatted(clock.instant().plusSeconds(3600));
        var key = auth.post("/api/v1/api-keys", owner, body).text("key");
        assertThat(auth.exchangeKey(key).status()).isEqualTo(200);
        clock.advance(Duration.ofHours(1));
        assertThat(auth.exchangeKey(key).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"admin,201,200", "developer,403,403", "viewer,403,403"})
    void createAndListWhenCalledByAKeyNeedTheRoleAdmin(String role, int created, int listed) {
        var key = create(owner, role).text("key");
        var token = auth.exchangeKey(key).text("token");
        assertThat(create(token, "viewer").status()).isEqualTo(created);
        assertThat(auth.get("/api/v1/api-keys", token).status()).isEqualTo(listed);
    }

    @Test
    void revokeWhenKeyIsOfAnotherOrganizationFindsNothing() {
        var made = create(owner, "viewer");
        var stranger = auth.tenantToken(auth.signUp(AuthService.newEmail()).session());
        assertThat(auth.delete("/api/v1/api-keys/" + made.text("id"), stranger).status())
                .isEqualTo(404);
        assertThat(auth.exchangeKey(made.text("key")).status()).isEqualTo(200);
    }

    @Test
    void listWhenThereAreMoreThanAPageGoesOnWithTheCursor() {
        for (var i = 0; i < 5; i++) create(owner, "viewer");
        var seen = new HashSet<String>();
        var path = "/api/v1/api-keys?limit=2";
        for (var cursor = ""; !cursor.equals("null"); ) {
            var page = auth.get(path + cursor, owner).json();
            page.path("items").forEach(it -> seen.add(it.path("id").asString()));
            var next = page.path("next");
            cursor = next.isNull() ? "null" : "&cursor=" + next.asString();
        }
        assertThat(seen).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"ci\"}                                                              | role",
                "{\"name\":\"ci\",\"role\":\"owner\"}                                           | role",
                "{\"name\":\"ci\",\"role\":\"viewer\",\"access\":[]}                          | access",
                "{\"name\":\"ci\",\"role\":\"viewer\",\"access\":[\"all\"]}                | access.0",
                "{\"name\":\"ci\",\"role\":\"viewer\",\"access\":[null]}                    | access[0]",
                "{\"name\":\"ci\",\"role\":\"viewer\",\"access\":\"read\"}                   | access",
                "{\"name\":\"ci\",\"role\":\"viewer\",\"databases\":[]}                      | databases",
                "{\"name\":\"ci\",\"role\":\"viewer\",\"databases\":[null]}                  | databases[0]",
                "{\"name\":\"ci\",\"role\":\"viewer\",\"databases\":[\"orders\"]}            | databases[0]",
                "{\"name\":\"ci\",\"role\":\"viewer\",\"databases\":[\"db_x\\u0000\"]}      | databases[0]",
                "{\"name\":\"ci\",\"role\":1}                                               | role",
                "{\"name\":\"\",\"role\":\"viewer\"}                                            | name",
                "{\"name\":\"ci\",\"role\":\"viewer\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}   | expiresAt",
                "{\"name\":\"ci\",\"role\":\"viewer\",\"expiresAt\":\"tomorrow\"}               | expiresAt",
                "{\"name\":\"ci\",\"role\":\"viewer\",\"expiresAt\":\"+999999999-01-01T00:00:00Z\"} | expiresAt",
            })
    void createWhenBodyIsBadSaysWhichField(String body, String field) {
        var answer = auth.post("/api/v1/api-keys", owner, body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.json().at("/fieldErrors/0/field").asString()).isEqualTo(field);
    }

    private static final String DATABASE = "db_01jf3x5t8m0000000000000000";

    private Answer createNarrowed(String token, String more) {
        return auth.post("/api/v1/api-keys", token, "{\"name\":\"ci\",\"role\":\"admin\",%s}".formatted(more));
    }

    @Test
    void createWhenNarrowedSaysSoEverywhere() {
        var made = createNarrowed(
                owner, "\"access\":[\"metrics\",\"read\",\"read\"],\"databases\":[\"%s\"]".formatted(DATABASE));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        var listed = auth.get("/api/v1/api-keys", owner).json().at("/items/0");
        var token = auth.exchangeKey(made.text("key")).text("token");
        var me = auth.get("/api/v1/auth/me", token).json().path("key");
        for (var view : java.util.List.of(made.json(), listed, me)) {
            assertThat(view.path("access").toString()).isEqualTo("[\"read\",\"metrics\"]");
            assertThat(view.path("databases").toString()).isEqualTo("[\"%s\"]".formatted(DATABASE));
            assertThat(view.path("name").asString()).isEqualTo("ci");
        }
        var claims = decoder.decode(token);
        assertThat(claims.getClaimAsStringList("acc")).containsExactly("read", "metrics");
        assertThat(claims.getClaimAsStringList("dbs")).containsExactly(DATABASE);
        assertThat(claims.hasClaim("opr")).isFalse();
    }

    @Test
    void createWhenNotNarrowedLeavesTheClaimsOut() {
        var made = create(owner, "viewer");
        assertThat(made.json().path("access").isNull()).isTrue();
        assertThat(made.json().path("databases").isNull()).isTrue();
        var claims = decoder.decode(auth.exchangeKey(made.text("key")).text("token"));
        assertThat(claims.hasClaim("acc")).isFalse();
        assertThat(claims.hasClaim("dbs")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"access\":[\"read\",\"write\",\"metrics\"]",
                "\"databases\":[\"db_01jf3x5t8m0000000000000000\"]"
            })
    void createWhenCalledByANarrowedKeyIsRefused(String narrowed) {
        var token =
                auth.exchangeKey(createNarrowed(owner, narrowed).text("key")).text("token");
        for (var answer : java.util.List.of(
                create(token, "viewer"),
                createNarrowed(token, narrowed),
                auth.get("/api/v1/api-keys", token),
                auth.delete("/api/v1/api-keys/key_x", token))) {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.text("code")).isEqualTo("KEY_TOO_NARROW");
        }
    }

    @Test
    void createWhenCalledByAKeyEndsNoLaterThanIt() {
        var end = clock.instant().plusSeconds(3600);
        var body = "{\"name\":\"ci\",\"role\":\"admin\",\"expiresAt\":\"%s\"}";
        var key = auth.post("/api/v1/api-keys", owner, body.formatted(end)).text("key");
        var token = auth.exchangeKey(key).text("token");
        for (var answer : java.util.List.of(
                create(token, "viewer"), auth.post("/api/v1/api-keys", token, body.formatted(end.plusSeconds(1))))) {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
            assertThat(answer.json().at("/fieldErrors/0/field").asString()).isEqualTo("expiresAt");
        }
        assertThat(auth.post("/api/v1/api-keys", token, body.formatted(end.minusSeconds(1)))
                        .status())
                .isEqualTo(201);
    }

    /** Tokens are good for a minute after what they say has ended. */
    @Test
    void createWhenMakerIsGoneMeanwhileIsRefused() {
        var made = create(owner, "admin");
        var keys = auth.exchangeKey(made.text("key")).text("token");
        auth.delete("/api/v1/api-keys/" + made.text("id"), owner);
        assertThat(create(keys, "viewer").status()).isEqualTo(401);

        assertThat(auth.post("/api/v1/auth/logout", owner, "").status()).isEqualTo(204);
        var refused = create(owner, "viewer");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text("code")).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void createWhenMakerHasALowerRoleMeanwhileIsRefused() {
        jdbc.update(
                "update membership set role = 'ADMIN' where user_id = ?",
                decoder.decode(owner).getSubject());
        assertThat(create(owner, "admin").status()).isEqualTo(201);
        jdbc.update(
                "update membership set role = 'DEVELOPER' where user_id = ?",
                decoder.decode(owner).getSubject());
        var refused = create(owner, "viewer");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("code")).isEqualTo("ROLE_TOO_LOW");
    }

    @Test
    void exchangeWhenKeyWasMistypedIsRefused() {
        var key = create(owner, "viewer").text("key");
        var last = key.charAt(key.length() - 1);
        assertThat(auth.exchangeKey(key.substring(0, key.length() - 1) + (last == 'a' ? 'b' : 'a'))
                        .status())
                .isEqualTo(401);
        assertThat(auth.exchangeKey(key).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"limit=0", "limit=201", "limit=x", "cursor=x", "cursor=%00", "limit=%C3%28", "="})
    void listWhenParameterIsBadIsInvalid(String query) {
        var answer = auth.get("/api/v1/api-keys?" + query, owner);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
    }
}
