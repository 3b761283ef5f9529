package io.miniredis.auth.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.miniredis.auth.testing.Answer;
import io.miniredis.auth.testing.AuthService;
import io.miniredis.auth.testing.AuthServiceTest;
import io.miniredis.auth.testing.BackendForTests;
import io.miniredis.auth.testing.Mailbox;
import io.miniredis.auth.testing.Tenant;
import io.miniredis.kit.audit.Integrity;
import io.miniredis.kit.secret.KeyText;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** What is on record of accounts, organizations, sessions and keys. */
@AuthServiceTest
class AuditIntegrationTests {

    @Autowired
    AuthService auth;

    @Autowired
    Mailbox mailbox;

    @Autowired
    BackendForTests backend;

    @Autowired
    Integrity integrity;

    @Autowired
    JdbcTemplate jdbc;

    Tenant owner;

    @BeforeEach
    void signUp() {
        owner = Tenant.signUp(auth).verified(jdbc);
    }

    /** Newest first, without those of the sign-up. */
    private List<JsonNode> events(String organization, String more) {
        var answer = auth.get(
                "/internal/audit?before=aud_~&limit=200&organization=" + organization + more,
                auth.serviceToken("backend"));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json().valueStream().toList();
    }

    private List<String> told(String organization, String more) {
        return events(organization, more).stream()
                .map(it -> "%s %s %s %s %s"
                        .formatted(
                                it.path("action").asString(),
                                it.path("actor").asString(),
                                it.path("outcome").asString(),
                                it.path("before").toString(),
                                it.path("after").toString()))
                .toList();
    }

    private List<String> actions() {
        return events(owner.organizationId(), "").stream()
                .map(it -> it.path("action").asString())
                .toList();
    }

    private String password(String password) {
        return "{\"password\":\"%s\"}".formatted(password);
    }

    @Test
    void signUpMakesAnAccountAndAnOrganization() {
        var events = events(owner.organizationId(), "");

        assertThat(actions()).containsExactly("account.create", "organization.create");
        assertThat(events).allSatisfy(it -> {
            assertThat(it.path("actor").asString()).isEqualTo(owner.id());
            assertThat(it.path("actorKind").asString()).isEqualTo("user");
            assertThat(it.path("actorName").asString()).isEqualTo(owner.email());
            assertThat(it.path("address").asString()).isEqualTo("127.0.0.1");
            assertThat(it.path("traceId").asString()).hasSize(32);
        });
        assertThat(events.getFirst().path("actorName").asString()).isEqualTo(owner.email());
    }

    @Test
    void logInAndOutAreOnRecordWithTheirAddress() {
        var answer = auth.logInFrom("203.0.113.7", owner.email(), AuthService.PASSWORD);
        auth.post("/api/v1/auth/logout", auth.tenantToken(answer.session()), "");

        var events = events(owner.organizationId(), "");
        assertThat(actions()).startsWith("session.end", "session.begin", "account.create");
        assertThat(events.get(1).path("address").asString()).isEqualTo("203.0.113.7");
        assertThat(events.get(0).path("actorName").asString()).isEqualTo(owner.email());
        assertThat(events.get(0).path("subject").asString())
                .startsWith("ses_")
                .isEqualTo(events.get(1).path("subject").asString());
    }

    @Test
    void wrongPasswordsAreOnRecordWhereTheAccountIs() {
        auth.logInFrom("203.0.113.8", owner.email(), "a wrong password");

        await().untilAsserted(() -> assertThat(events(owner.organizationId(), "&outcome=refused"))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.path("action").asString()).isEqualTo("session.begin");
                    assertThat(it.path("actor").asString()).isEqualTo("anonymous");
                    assertThat(it.path("address").asString()).isEqualTo("203.0.113.8");
                    assertThat(it.path("subject").asString()).isEqualTo(owner.id());
                    assertThat(it.path("subjectName").asString()).isEqualTo(owner.email());
                    assertThat(it.path("code").asString()).isEqualTo("WRONG_CREDENTIALS");
                }));
    }

    @Test
    void logInsOfNobodyAreOnRecordWithoutWhatWasTyped() {
        auth.logInFrom("203.0.113.9", "my-secret-typed-in-the-wrong-field@example.com", "a wrong password");

        await().untilAsserted(() -> assertThat(
                        jdbc.queryForList("select code from audit_event where address = '203.0.113.9'", String.class))
                .containsExactly("WRONG_CREDENTIALS"));
        assertThat(everything()).doesNotContain("my-secret-typed");
    }

    @Test
    void throttledLogInsAreOnRecord() {
        for (var i = 0; i < 60; i++) auth.logInFrom("203.0.113.10", owner.email(), "a wrong password");

        await().untilAsserted(() -> assertThat(events(owner.organizationId(), "&outcome=refused"))
                .extracting(it -> it.path("code").asString())
                .contains("TOO_MANY_ATTEMPTS", "WRONG_CREDENTIALS"));
        // sixty attempts are a few events
        assertThat(events(owner.organizationId(), "&outcome=refused").size()).isLessThan(6);
    }

    @Test
    void passwordChangesAreOnRecordWithoutThePasswords() {
        var next = "entirely other words than before";
        auth.put(
                "/api/v1/auth/password",
                owner.token(),
                "{\"current\":\"%s\",\"password\":\"%s\"}".formatted(AuthService.PASSWORD, next));
        auth.put(
                "/api/v1/auth/password",
                owner.token(),
                "{\"current\":\"%s\",\"password\":\"%s\"}".formatted("not the current one", next));

        await().untilAsserted(() -> assertThat(told(owner.organizationId(), "&action=account.password-change"))
                .containsExactly(
                        "account.password-change %s refused null null".formatted(owner.id()),
                        "account.password-change %s done null null".formatted(owner.id())));
        assertThat(everything())
                .doesNotContain(next)
                .doesNotContain(AuthService.PASSWORD)
                .doesNotContain("not the current one")
                .doesNotContain(owner.session());
    }

    @Test
    void verificationAndResetAreOnRecord() {
        auth.post("/api/v1/auth/password/forgot", null, "{\"email\":\"%s\"}".formatted(owner.email()));
        var verification = mailed(owner.email(), "/verify#");
        auth.post("/api/v1/auth/verification/confirm", null, "{\"token\":\"%s\"}".formatted(verification));
        var reset = mailed(owner.email(), "/reset-password#");
        auth.post(
                "/api/v1/auth/password/reset",
                null,
                "{\"token\":\"%s\",\"password\":\"entirely other words than before\"}".formatted(reset));
        auth.post("/api/v1/auth/verification/confirm", null, "{\"token\":\"%s\"}".formatted(verification));

        assertThat(actions()).startsWith("account.password-reset", "account.verify", "account.create");
        await().untilAsserted(() -> assertThat(jdbc.queryForList(
                        "select action from audit_event where code = 'LINK_INVALID' and organization_id is null",
                        String.class))
                .contains("account.verify"));
        assertThat(everything()).doesNotContain(verification).doesNotContain(reset);
    }

    @Test
    void secondFactorsAreOnRecord() {
        var path = "/api/v1/auth/two-factor";
        auth.post(path, owner.token(), password("a wrong one"));
        auth.post(path + "/disable", owner.token(), password(AuthService.PASSWORD));

        await().untilAsserted(() -> assertThat(events(owner.organizationId(), "&outcome=refused"))
                .extracting(it ->
                        it.path("action").asString() + " " + it.path("code").asString())
                .containsExactlyInAnyOrder("two-factor.enable PASSWORD_WRONG", "two-factor.disable TWO_FACTOR_OFF"));
    }

    @Test
    void sessionsThatEndAreOnRecord() {
        auth.logIn(owner.email(), AuthService.PASSWORD);
        auth.delete("/api/v1/auth/sessions", owner.token());

        assertThat(actions()).startsWith("session.end-others", "session.begin");
    }

    @Test
    void keysAreOnRecordWithoutTheirText() {
        var made = auth.post(
                "/api/v1/api-keys", owner.token(), "{\"name\":\"ci\",\"role\":\"developer\",\"access\":[\"read\"]}");
        auth.delete("/api/v1/api-keys/" + made.text("id"), owner.token());
        auth.delete("/api/v1/api-keys/" + made.text("id"), owner.token());

        await().untilAsserted(() -> assertThat(told(owner.organizationId(), "&subject=" + made.text("id")))
                .hasSize(3));
        assertThat(told(owner.organizationId(), "&subject=" + made.text("id")))
                .startsWith("api-key.revoke %s refused null null".formatted(owner.id()))
                .contains("api-key.revoke %s done null null".formatted(owner.id()))
                .endsWith(
                        "api-key.create " + owner.id()
                                + " done null {\"name\":\"ci\",\"role\":\"developer\",\"access\":[\"read\"],\"databases\":null,\"expiresAt\":null}");
        assertThat(everything()).doesNotContain(made.text("key"));
    }

    /** A key that was revoked because it leaked, and that whoever found it tries. */
    @Test
    void revokedKeyThatIsUsedIsOnRecordAndAnUnknownOneIsNot() {
        var made = auth.post("/api/v1/api-keys", owner.token(), "{\"name\":\"leaked\",\"role\":\"viewer\"}");
        auth.delete("/api/v1/api-keys/" + made.text("id"), owner.token());
        for (var i = 0; i < 3; i++) auth.exchangeKey(made.text("key"));
        auth.exchangeKey(KeyText.withChecksum("nobodysnobodysnobodysnobodysnobodysnobodys1"));
        await().untilAsserted(() -> assertThat(events(owner.organizationId(), "&action=api-key.use"))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.path("actor").asString()).isEqualTo(made.text("id"));
                    assertThat(it.path("outcome").asString()).isEqualTo("refused");
                    assertThat(it.path("address").isNull()).isTrue();
                    assertThat(it.path("traceId").asString()).hasSize(32);
                }));
    }

    @Test
    void whatAKeyDoesIsOnRecordUnderItsName() {
        var made = auth.post("/api/v1/api-keys", owner.token(), "{\"name\":\"ci\",\"role\":\"admin\"}");
        auth.post(
                "/api/v1/api-keys",
                auth.exchangeKey(made.text("key")).text("token"),
                "{\"name\":\"child\",\"role\":\"viewer\"}");

        var event = events(owner.organizationId(), "&action=api-key.create").getFirst();
        assertThat(event.path("actor").asString()).isEqualTo(made.text("id"));
        assertThat(event.path("actorKind").asString()).isEqualTo("key");
        assertThat(event.path("actorName").asString()).isEqualTo("ci");
        assertThat(event.path("subjectName").asString()).isEqualTo("child");
    }

    @Test
    void membersAndTheirRolesAreOnRecord() {
        var organization = owner.organizationId();
        var path = "/api/v1/organizations/" + organization + "/members/";
        var member = Tenant.member(auth, jdbc, organization, "DEVELOPER");
        var key = auth.post(
                "/api/v1/api-keys",
                Tenant.member(auth, jdbc, organization, "ADMIN")
                        .in(organization)
                        .token(),
                "{\"name\":\"ci\",\"role\":\"viewer\"}");
        assertThat(key.status()).isEqualTo(201);
        auth.patch(path + member.id(), owner.token(), "{\"role\":\"viewer\"}");
        auth.delete(path + member.id(), owner.token());
        auth.delete(path + owner.id(), owner.token());

        assertThat(told(organization, "&subject=" + member.id()))
                .containsExactly(
                        "member.remove %s done {\"role\":\"viewer\"} null".formatted(owner.id()),
                        "member.change %s done {\"role\":\"developer\"} {\"role\":\"viewer\"}".formatted(owner.id()));
        assertThat(events(organization, "&subject=" + member.id())
                        .getFirst()
                        .path("subjectName")
                        .asString())
                .isEqualTo(member.email());
        await().untilAsserted(() -> assertThat(events(organization, "&outcome=refused"))
                .extracting(it ->
                        it.path("action").asString() + " " + it.path("code").asString())
                .contains("member.remove LAST_OWNER"));
    }

    @Test
    void keysThatEndWithTheirMakerAreOnRecord() {
        var organization = owner.organizationId();
        var admin = Tenant.member(auth, jdbc, organization, "ADMIN");
        auth.post("/api/v1/api-keys", admin.in(organization).token(), "{\"name\":\"ci\",\"role\":\"viewer\"}");
        auth.delete("/api/v1/organizations/" + organization + "/members/" + admin.id(), owner.token());

        assertThat(told(organization, "&action=api-key.revoke"))
                .containsExactly("api-key.revoke %s done {\"keysMadeByThem\":1} null".formatted(owner.id()));
    }

    @Test
    void refusalsAreOnRecordInTheOrganizationThatTheyAreAbout() {
        var viewer = Tenant.member(auth, jdbc, owner.organizationId(), "VIEWER");
        var path = "/api/v1/organizations/" + owner.organizationId();
        // acting in an organization of their own
        auth.delete(path + "/members/" + owner.id(), viewer.token());
        var stranger = Tenant.signUp(auth);
        auth.delete(path + "?confirm=x", stranger.token());

        await().untilAsserted(() -> assertThat(events(owner.organizationId(), "&outcome=refused"))
                .extracting(it -> "%s %s %s %s"
                        .formatted(
                                it.path("action").asString(),
                                it.path("actor").asString(),
                                it.path("subject").asString(),
                                it.path("code").asString()))
                .containsExactly("member.remove %s %s ROLE_TOO_LOW".formatted(viewer.id(), owner.id())));
        await().untilAsserted(() -> assertThat(events(stranger.organizationId(), "&outcome=refused"))
                .extracting(it ->
                        it.path("action").asString() + " " + it.path("code").asString())
                .containsExactly("organization.delete ORGANIZATION_NOT_FOUND"));
    }

    @Test
    void invitationsAreOnRecord() {
        var guest = Tenant.signUp(auth);
        var path = "/api/v1/organizations/" + owner.organizationId() + "/invitations";
        var invited =
                auth.post(path, owner.token(), "{\"email\":\"%s\",\"role\":\"developer\"}".formatted(guest.email()));
        var token = mailed(guest.email(), "/invitation#");
        auth.post("/api/v1/invitations/accept", guest.token(), "{\"token\":\"%s\"}".formatted(token));
        var other = auth.post(path, owner.token(), "{\"email\":\"else@example.com\",\"role\":\"viewer\"}");
        auth.delete(path + "/" + other.text("id"), owner.token());

        assertThat(told(owner.organizationId(), "&subject=" + invited.text("id")))
                .containsExactly(
                        "invitation.accept %s done null {\"role\":\"developer\"}".formatted(guest.id()),
                        "invitation.create " + owner.id() + " done null "
                                + sorted(events(owner.organizationId(), "&action=invitation.create")
                                        .getLast()));
        assertThat(told(owner.organizationId(), "&subject=" + other.text("id")).getFirst())
                .startsWith("invitation.withdraw " + owner.id());
        assertThat(everything()).doesNotContain(token);
    }

    private static String sorted(JsonNode event) {
        assertThat(event.path("after").path("role").asString()).isEqualTo("developer");
        return event.path("after").toString();
    }

    @Test
    void organizationsAreOnRecord() {
        var founded = auth.post("/api/v1/organizations", owner.token(), "{\"name\":\"second\"}");
        var id = founded.text("id");
        var path = "/api/v1/organizations/" + id;
        auth.patch(path, owner.token(), "{\"name\":\"renamed\"}");
        backend.answer(id, 409);
        auth.delete(path + "?confirm=renamed", owner.token());
        backend.answer(id, 204);
        await().until(() -> events(id, "&outcome=refused").size() == 1);
        auth.delete(path + "?confirm=renamed", owner.token());

        assertThat(told(id, ""))
                .containsExactly(
                        "organization.delete %s done {\"name\":\"renamed\"} null".formatted(owner.id()),
                        "organization.delete %s refused null null".formatted(owner.id()),
                        "organization.rename %s done {\"name\":\"second\"} {\"name\":\"renamed\"}"
                                .formatted(owner.id()),
                        "organization.create %s done null {\"name\":\"second\"}".formatted(owner.id()));
    }

    @Test
    void theHousesOwnKeysAreOnRecord() {
        assertThat(jdbc.queryForList(
                        "select actor || ' ' || actor_kind from audit_event where action = 'signing-key.create' and organization_id is null",
                        String.class))
                .contains("auth-service service");
    }

    @Test
    void theChainIsWhole() {
        var answer = auth.get("/internal/audit/integrity", auth.serviceToken("backend"));
        assertThat(answer.text("service")).isEqualTo("auth-service");
        assertThat(answer.json().path("whole").asBoolean()).isTrue();
        assertThat(answer.json().path("events").asLong()).isPositive();
        assertThat(integrity.check().whole()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-gateway", "node-manager", "monitoring-service"})
    void onlyTheBackendReadsIt(String other) {
        for (var path :
                List.of("/internal/audit?organization=org_1&before=aud_~&limit=1", "/internal/audit/integrity")) {
            assertThat(auth.get(path, auth.serviceToken(other)).status()).isEqualTo(403);
            assertThat(auth.get(path, owner.token()).status()).isEqualTo(403);
            assertThat(auth.get(path, null).status()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "organization=org_1&before=aud_~&limit=202",
                "organization=org_1&before=%00&limit=1",
                "organization=%00&before=aud_~&limit=1",
                "organization=org_1&before=aud_~&limit=1&outcome=x",
                "organization=org_1&before=aud_~&limit=1&from=x",
                "organization=org_1&before=aud_~"
            })
    void hostileQuestionsAreRefused(String query) {
        Answer answer = auth.get("/internal/audit?" + query, auth.serviceToken("backend"));
        assertThat(answer.status()).as(answer.toString()).isBetween(400, 422);
    }

    /** The secret of the mail whose link leads there. */
    private String mailed(String to, String page) {
        return await().until(
                        () -> mailbox.all(to).stream()
                                .filter(it -> it.text().contains(page))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow()
                .token();
    }

    private String everything() {
        return String.join("\n", jdbc.queryForList("select audit_event::text from audit_event", String.class));
    }
}
