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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@AuthServiceTest
class ApiKeyIntegrationTests {

    @Autowired
    AuthService auth;

    @Autowired
    SettableClock clock;

    @Autowired
    JdbcTemplate jdbc;

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
        assertThat(made.text("key")).matches("mr_[A-Za-z0-9_-]{43}").startsWith(made.text("prefix"));
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

    @ParameterizedTest
    @CsvSource({"limit=0", "limit=201", "limit=x", "cursor=x", "cursor=%00", "limit=%C3%28", "="})
    void listWhenParameterIsBadIsInvalid(String query) {
        var answer = auth.get("/api/v1/api-keys?" + query, owner);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
    }
}
