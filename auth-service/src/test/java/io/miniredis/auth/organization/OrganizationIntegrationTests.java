package io.miniredis.auth.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.auth.testing.Answer;
import io.miniredis.auth.testing.AuthService;
import io.miniredis.auth.testing.AuthServiceTest;
import io.miniredis.auth.testing.BackendForTests;
import io.miniredis.auth.testing.Tenant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.oauth2.jwt.JwtDecoder;

@AuthServiceTest
class OrganizationIntegrationTests {

    private static final String ALL = "/api/v1/organizations";

    @Autowired
    AuthService auth;

    @Autowired
    BackendForTests backend;

    @Autowired
    JwtDecoder decoder;

    @Autowired
    JdbcTemplate jdbc;

    Tenant owner;
    String path;

    @BeforeEach
    void signUp() {
        owner = Tenant.signUp(auth).verified(jdbc);
        path = ALL + "/" + owner.organizationId();
    }

    private Tenant member(String role) {
        return Tenant.member(auth, jdbc, owner.organizationId(), role);
    }

    private String member(Tenant who) {
        return path + "/members/" + who.id();
    }

    private Answer delete(String token, String organizationId, String confirm) {
        return auth.delete(ALL + "/" + organizationId + "?confirm=" + confirm, token);
    }

    private String nameOf(String organizationId) {
        return jdbc.queryForObject("select name from organization where id = ?", String.class, organizationId);
    }

    private String key(String token, String role) {
        var made = auth.post("/api/v1/api-keys", token, "{\"name\":\"ci\",\"role\":\"%s\"}".formatted(role));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made.text("key");
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.text("code")).isEqualTo(code);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    // --- the organization itself

    @Test
    void foundWhenPersonOwnsItAndStaysWhereTheyAre() {
        var made = auth.post(ALL, owner.token(), "{\"name\":\"  Second  \"}");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        assertThat(made.text("id")).startsWith("org_");
        assertThat(made.text("name")).isEqualTo("Second");
        assertThat(made.text("role")).isEqualTo("owner");
        var listed = auth.get(ALL, owner.token()).json().at("/items");
        assertThat(listed.size()).isEqualTo(2);
        assertThat(listed.get(1).path("id").asString()).isEqualTo(made.text("id"));
        assertThat(auth.get("/api/v1/auth/me", owner.token())
                        .json()
                        .at("/organization/id")
                        .asString())
                .isEqualTo(owner.organizationId());
    }

    @Test
    void foundWhenManyAtOnceStopsAtTheLimit() throws Exception {
        var token = owner.token();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = threads
                    .invokeAll(
                            Stream.generate(() -> (Callable<Answer>) () -> auth.post(ALL, token, "{\"name\":\"more\"}"))
                                    .limit(14)
                                    .toList())
                    .stream()
                    .map(it -> it.resultNow().status())
                    .toList();
            assertThat(statuses.stream().filter(it -> it == 201)).hasSize(9);
            assertThat(statuses.stream().filter(it -> it == 403)).hasSize(5);
        }
        assertProblem(auth.post(ALL, token, "{\"name\":\"more\"}"), 403, "QUOTA_REACHED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"\"}",
                "{\"name\":\"a\\u0000b\"}",
                "{\"name\":\"\\ud800\"}",
                "{\"name\":[]}",
                "[]"
            })
    void foundWhenNameIsBadIsInvalid(String body) {
        assertThat(auth.post(ALL, owner.token(), body).status()).isEqualTo(422);
        assertThat(auth.patch(path, owner.token(), body).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({"OWNER,200", "ADMIN,200", "DEVELOPER,403", "VIEWER,403"})
    void renameWhenCalledNeedsAnAdmin(String role, int status) {
        var caller = member(role);
        var answer = auth.patch(path, caller.token(), "{\"name\":\"Renamed\"}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        if (status == 200) {
            assertThat(answer.text("name")).isEqualTo("Renamed");
            assertThat(answer.text("role")).isEqualTo(role.toLowerCase(java.util.Locale.ROOT));
            assertThat(nameOf(owner.organizationId())).isEqualTo("Renamed");
        }
    }

    /** What is not yours does not exist, whatever you ask of it. */
    @Test
    void anyCallWhenOrganizationIsOfOthersFindsNothing() {
        var stranger = Tenant.signUp(auth);
        var key = auth.exchangeKey(key(stranger.token(), "admin")).text("token");
        for (var token : List.of(stranger.token(), key)) {
            for (var other : List.of(path, ALL + "/org_nothing", ALL + "/%F0%9F%98%80", ALL + "/a'--")) {
                var answers = List.of(
                        auth.patch(other, token, "{\"name\":\"mine\"}"),
                        auth.delete(other + "?confirm=x", token),
                        auth.get(other + "/members", token),
                        auth.patch(other + "/members/" + owner.id(), token, "{\"role\":\"viewer\"}"),
                        auth.delete(other + "/members/" + owner.id(), token),
                        auth.delete(other + "/members/" + stranger.id(), token),
                        auth.post(other + "/transfer", token, "{\"userId\":\"%s\"}".formatted(stranger.id())),
                        auth.get(other + "/invitations", token),
                        auth.post(other + "/invitations", token, "{\"email\":\"a@b.example\",\"role\":\"viewer\"}"),
                        auth.delete(other + "/invitations/inv_x", token));
                for (var answer : answers) assertProblem(answer, 404, "ORGANIZATION_NOT_FOUND");
            }
        }
    }

    @Test
    void anyCallWhenItComesFromAKeyNeedsAPersonButForReadingMembers() {
        var admin = auth.exchangeKey(key(owner.token(), "admin")).text("token");
        var other = member("VIEWER");
        for (var answer : List.of(
                auth.post(ALL, admin, "{\"name\":\"x\"}"),
                auth.patch(path, admin, "{\"name\":\"x\"}"),
                auth.delete(path + "?confirm=x", admin),
                auth.patch(member(other), admin, "{\"role\":\"developer\"}"),
                auth.delete(member(other), admin),
                auth.post(path + "/transfer", admin, "{\"userId\":\"%s\"}".formatted(other.id())),
                auth.get(path + "/invitations", admin),
                auth.post(path + "/invitations", admin, "{\"email\":\"a@b.example\",\"role\":\"viewer\"}"),
                auth.delete(path + "/invitations/inv_x", admin),
                auth.put(
                        "/api/v1/auth/organization",
                        admin,
                        "{\"organizationId\":\"%s\"}".formatted(owner.organizationId())),
                auth.post("/api/v1/invitations/accept", admin, "{\"token\":\"x\"}"))) {
            assertProblem(answer, 403, "PERSON_NEEDED");
        }
        assertThat(auth.get(path + "/members", admin).json().at("/items").size())
                .isEqualTo(2);
        var list = auth.get(ALL, admin).json().at("/items");
        assertThat(list.size()).isOne();
        assertThat(list.get(0).path("role").asString()).isEqualTo("admin");
        var narrowed = auth.post(
                        "/api/v1/api-keys",
                        owner.token(),
                        "{\"name\":\"ci\",\"role\":\"viewer\",\"databases\":[\"db_01jf3x5t8m0000000000000000\"]}")
                .text("key");
        assertProblem(auth.get(path + "/members", auth.exchangeKey(narrowed).text("token")), 403, "KEY_TOO_NARROW");
    }

    /** Who may not call it learns nothing of what would be right. */
    @Test
    void anyCallWhenNotAllowedIsRefusedBeforeItsBodyIsRead() {
        var stranger = Tenant.signUp(auth).token();
        var viewer = member("VIEWER").token();
        var key = auth.exchangeKey(key(owner.token(), "viewer")).text("token");
        for (var call : List.of(
                List.of("PATCH", path),
                List.of("DELETE", path),
                List.of("PATCH", member(owner)),
                List.of("POST", path + "/transfer"),
                List.of("POST", path + "/invitations"))) {
            assertThat(send(call, stranger).status()).as("%s", call).isEqualTo(404);
            assertThat(send(call, viewer).text("code")).as("%s", call).isEqualTo("ROLE_TOO_LOW");
            assertThat(send(call, key).text("code")).as("%s", call).isEqualTo("PERSON_NEEDED");
        }
        for (var call : List.of(
                List.of("POST", ALL),
                List.of("PUT", "/api/v1/auth/organization"),
                List.of("POST", "/api/v1/invitations/accept"))) {
            assertThat(send(call, key).text("code")).as("%s", call).isEqualTo("PERSON_NEEDED");
        }
        assertThat(send(List.of("POST", "/api/v1/api-keys"), key).text("code")).isEqualTo("ROLE_TOO_LOW");
    }

    private Answer send(List<String> call, String token) {
        return auth.send(auth.request(call.get(1), token)
                .header("Content-Type", "application/json")
                .method(call.get(0), java.net.http.HttpRequest.BodyPublishers.ofString("{}")));
    }

    // --- deleting

    @Test
    void deleteWhenEmptyTakesEverythingWithIt() {
        var other = member("ADMIN");
        var key = key(owner.token(), "viewer");
        auth.post(
                path + "/invitations",
                owner.token(),
                "{\"email\":\"%s\",\"role\":\"viewer\"}".formatted(AuthService.newEmail()));
        var session = other.in(owner.organizationId()).session();

        var answer = delete(owner.token(), owner.organizationId(), nameOf(owner.organizationId()));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(204);

        for (var table : List.of("membership", "api_key", "invitation")) {
            assertThat(jdbc.queryForObject(
                            "select count(*) from " + table + " where organization_id = ?",
                            Integer.class,
                            owner.organizationId()))
                    .as(table)
                    .isZero();
        }
        assertThat(auth.exchangeKey(key).status()).isEqualTo(401);
        // its owner was in no other, the admin was
        assertThat(auth.exchangeSession(owner.session()).status()).isEqualTo(401);
        assertThat(decoder.decode(auth.tenantToken(session)).getClaimAsString("org"))
                .isEqualTo(other.organizationId());
        var token = decoder.decode(backend.tokenFor(owner.organizationId()));
        assertThat(token.getSubject()).isEqualTo("auth-service");
        assertThat(token.getClaimAsStringList("scope")).containsExactly("organizations");
    }

    @Test
    void logInWhenInNoOrganizationAnyMoreFoundsOne() throws Exception {
        delete(owner.token(), owner.organizationId(), nameOf(owner.organizationId()));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var organizations = threads
                    .invokeAll(Stream.generate(
                                    () -> (Callable<Answer>) () -> auth.logIn(owner.email(), AuthService.PASSWORD))
                            .limit(2)
                            .toList())
                    .stream()
                    .map(it -> it.resultNow().json().at("/organization/id").asString())
                    .distinct()
                    .toList();
            assertThat(organizations).hasSize(1).doesNotContain(owner.organizationId(), "");
            assertThat(nameOf(organizations.getFirst())).isEqualTo(owner.email().replace("@example.com", ""));
        }
    }

    @Test
    void deleteWhenItHasDatabasesIsRefused() {
        backend.answer(owner.organizationId(), 409);
        assertProblem(
                delete(owner.token(), owner.organizationId(), nameOf(owner.organizationId())),
                409,
                "ORGANIZATION_NOT_EMPTY");
        assertThat(auth.get(path + "/members", owner.token()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 403, BackendForTests.SILENT})
    void deleteWhenBackendCannotSayIsRefused(int status) {
        backend.answer(owner.organizationId(), status);
        var answer = delete(owner.token(), owner.organizationId(), nameOf(owner.organizationId()));
        assertProblem(answer, 503, "SERVICE_UNAVAILABLE");
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(auth.get(path + "/members", owner.token()).status()).isEqualTo(200);
    }

    @Test
    void deleteWhenNameIsNotTypedIsInvalidAndAsksNobody() {
        var answer = delete(owner.token(), owner.organizationId(), "something");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/fieldErrors/0/field").asString()).isEqualTo("confirm");
        assertThat(auth.delete(path, owner.token()).status()).isEqualTo(422);
        assertThat(backend.wasAsked(owner.organizationId())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ADMIN", "DEVELOPER", "VIEWER"})
    void deleteWhenNotOwnerIsRefused(String role) {
        assertProblem(
                delete(member(role).token(), owner.organizationId(), nameOf(owner.organizationId())),
                403,
                "ROLE_TOO_LOW");
        assertThat(backend.wasAsked(owner.organizationId())).isFalse();
    }

    // --- members

    @Test
    void membersWhenViewerAsksAreListedInOrder() {
        var viewer = member("VIEWER");
        var items = auth.get(path + "/members", viewer.token()).json().at("/items");
        assertThat(items.size()).isEqualTo(2);
        assertThat(items.get(0).path("userId").asString()).isEqualTo(owner.id());
        assertThat(items.get(0).path("email").asString()).isEqualTo(owner.email());
        assertThat(items.get(0).path("role").asString()).isEqualTo("owner");
        assertThat(items.get(0).path("joinedAt").asString()).isNotEmpty();
        assertThat(items.get(1).path("role").asString()).isEqualTo("viewer");
    }

    /** Who may make whom what. */
    @ParameterizedTest
    @CsvSource({
        "OWNER,     OWNER,     viewer,    200",
        "OWNER,     ADMIN,     owner,     200",
        "OWNER,     VIEWER,    admin,     200",
        "ADMIN,     ADMIN,     viewer,    200",
        "ADMIN,     VIEWER,    admin,     200",
        "ADMIN,     VIEWER,    owner,     403",
        "ADMIN,     ADMIN,     owner,     403",
        "ADMIN,     OWNER,     viewer,    403",
        "ADMIN,     OWNER,     owner,     403",
        "DEVELOPER, VIEWER,    developer, 403",
        "VIEWER,    VIEWER,    viewer,    403",
    })
    void changeWhenCalledKeepsToTheRoles(String caller, String target, String next, int status) {
        var who = member(caller);
        var whom = member(target);
        var answer = auth.patch(member(whom), who.token(), "{\"role\":\"%s\"}".formatted(next));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        if (status == 200) {
            assertThat(answer.text("role")).isEqualTo(next);
            assertThat(answer.text("email")).isEqualTo(whom.email());
        } else {
            assertThat(answer.text("code")).isEqualTo("ROLE_TOO_LOW");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OWNER,     OWNER,     204",
        "OWNER,     ADMIN,     204",
        "ADMIN,     ADMIN,     204",
        "ADMIN,     VIEWER,    204",
        "ADMIN,     OWNER,     403",
        "DEVELOPER, VIEWER,    403",
        "VIEWER,    VIEWER,    403",
    })
    void removeWhenCalledKeepsToTheRoles(String caller, String target, int status) {
        var who = member(caller);
        var whom = member(target);
        var answer = auth.delete(member(whom), who.token());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    }

    /** A token is up to a minute old; the database decides. */
    @Test
    void changeWhenCallerLostTheRoleMeanwhileIsRefused() {
        var admin = member("ADMIN").in(owner.organizationId());
        var token = admin.token();
        var viewer = member("VIEWER");
        assertThat(auth.patch(member(admin), owner.token(), "{\"role\":\"viewer\"}")
                        .status())
                .isEqualTo(200);
        assertProblem(auth.patch(member(viewer), token, "{\"role\":\"admin\"}"), 403, "ROLE_TOO_LOW");
        assertThat(auth.delete(member(admin), owner.token()).status()).isEqualTo(204);
        assertProblem(auth.patch(member(viewer), token, "{\"role\":\"admin\"}"), 404, "ORGANIZATION_NOT_FOUND");
    }

    @Test
    void changeWhenMemberOrRoleIsUnknownSaysSo() {
        assertProblem(
                auth.patch(path + "/members/usr_x", owner.token(), "{\"role\":\"viewer\"}"), 404, "MEMBER_NOT_FOUND");
        assertProblem(auth.delete(path + "/members/usr_x", owner.token()), 404, "MEMBER_NOT_FOUND");
        for (var body : List.of("{}", "{\"role\":\"king\"}", "{\"role\":null}", "{\"role\":3}", "x")) {
            assertThat(auth.patch(member(owner), owner.token(), body).status()).isEqualTo(422);
        }
    }

    @Test
    void anyChangeWhenItWouldLeaveNoOwnerIsRefused() {
        member("ADMIN");
        assertProblem(auth.patch(member(owner), owner.token(), "{\"role\":\"admin\"}"), 409, "LAST_OWNER");
        assertProblem(auth.delete(member(owner), owner.token()), 409, "LAST_OWNER");
    }

    @Test
    void leaveWhenTwoOwnersLeaveAtOnceKeepsOne() throws Exception {
        for (var round = 0; round < 5; round++) {
            var first = Tenant.signUp(auth);
            var second = Tenant.member(auth, jdbc, first.organizationId(), "OWNER");
            var members = ALL + "/" + first.organizationId() + "/members/";
            var tokens = List.of(first.token(), second.token());
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var statuses = threads
                        .invokeAll(List.<Callable<Answer>>of(
                                () -> auth.delete(members + first.id(), tokens.get(0)),
                                () -> auth.patch(members + second.id(), tokens.get(1), "{\"role\":\"viewer\"}"),
                                () -> auth.patch(members + first.id(), tokens.get(1), "{\"role\":\"admin\"}"),
                                () -> auth.delete(members + second.id(), tokens.get(0))))
                        .stream()
                        .map(it -> it.resultNow().status())
                        .toList();
                assertThat(statuses).allMatch(it -> it < 500);
            }
            assertThat(jdbc.queryForObject(
                            "select count(*) from membership where organization_id = ? and role = 'OWNER'",
                            Integer.class,
                            first.organizationId()))
                    .isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"OWNER", "ADMIN", "DEVELOPER", "VIEWER"})
    void leaveWhenMemberNeedsNoRight(String role) {
        var who = member(role);
        assertThat(auth.delete(member(who), who.token()).status()).isEqualTo(204);
        assertProblem(auth.get(path + "/members", who.token()), 404, "ORGANIZATION_NOT_FOUND");
    }

    @Test
    void removeWhenMemberActsThereMovesTheSessionAndEndsTheirKeys() {
        var admin = member("ADMIN").in(owner.organizationId());
        var theirs = key(admin.token(), "admin");
        var ofTheirs = key(auth.exchangeKey(theirs).text("token"), "viewer");
        var mine = key(owner.token(), "admin");
        assertThat(auth.delete(member(admin), owner.token()).status()).isEqualTo(204);
        assertThat(auth.exchangeKey(theirs).status()).isEqualTo(401);
        assertThat(auth.exchangeKey(ofTheirs).status()).isEqualTo(401);
        assertThat(auth.exchangeKey(mine).status()).isEqualTo(200);
        assertThat(decoder.decode(admin.token()).getClaimAsString("org")).isNotEqualTo(owner.organizationId());
    }

    @Test
    void changeWhenRoleFallsEndsTheKeysAboveIt() {
        var admin = member("ADMIN").in(owner.organizationId());
        var above = key(admin.token(), "admin");
        var within = key(admin.token(), "developer");
        auth.patch(member(admin), owner.token(), "{\"role\":\"developer\"}");
        assertThat(auth.exchangeKey(above).status()).isEqualTo(401);
        assertThat(auth.exchangeKey(within).status()).isEqualTo(200);
    }

    // --- handing over, switching

    @Test
    void transferWhenOwnerMakesAnotherTheOwner() {
        var next = member("VIEWER");
        var body = "{\"userId\":\"%s\"}".formatted(next.id());
        assertProblem(auth.post(path + "/transfer", next.token(), body), 403, "ROLE_TOO_LOW");
        var answer = auth.post(path + "/transfer", owner.token(), body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.text("role")).isEqualTo("admin");
        assertThat(answer.text("id")).isEqualTo(owner.organizationId());
        assertThat(auth.get(path + "/members", owner.token())
                        .json()
                        .at("/items/1/role")
                        .asString())
                .isEqualTo("owner");
        assertProblem(auth.post(path + "/transfer", owner.token(), body), 403, "ROLE_TOO_LOW");
    }

    @Test
    void transferWhenTargetIsNobodyOrSelfIsRefused() {
        assertProblem(auth.post(path + "/transfer", owner.token(), "{\"userId\":\"usr_x\"}"), 404, "MEMBER_NOT_FOUND");
        for (var body : List.of(
                "{}",
                "{\"userId\":\"\\u0000\"}",
                "{\"userId\":\"\\udfff\"}",
                "{\"userId\":\"%s\"}".formatted(owner.id()))) {
            var answer = auth.post(path + "/transfer", owner.token(), body);
            assertThat(answer.status()).as(body).isEqualTo(422);
            assertThat(answer.json().at("/fieldErrors/0/field").asString()).isEqualTo("userId");
        }
    }

    @Test
    void switchWhenMemberActsThereWithTheSameSessionAndANewCookie() {
        var developer = member("DEVELOPER");
        var before = decoder.decode(developer.token());
        var answer = auth.put(
                "/api/v1/auth/organization",
                developer.token(),
                "{\"organizationId\":\"%s\"}".formatted(owner.organizationId()));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().at("/organization/id").asString()).isEqualTo(owner.organizationId());
        assertThat(answer.text("role")).isEqualTo("developer");
        assertThat(answer.json().at("/organizations").size()).isEqualTo(2);
        assertThat(answer.header("Set-Cookie")).contains("HttpOnly");
        var after = decoder.decode(auth.tenantToken(answer.session()));
        assertThat(after.getClaimAsString("org")).isEqualTo(owner.organizationId());
        assertThat(after.getClaimAsString("cid")).isEqualTo(before.getClaimAsString("cid"));
        assertThat(auth.exchangeSession(developer.session()).status()).isEqualTo(401);
    }

    @Test
    void switchWhenNotInItFindsNothing() {
        var stranger = Tenant.signUp(auth);
        for (var id : List.of(owner.organizationId(), "org_x", "'")) {
            assertProblem(
                    auth.put(
                            "/api/v1/auth/organization", stranger.token(), "{\"organizationId\":\"%s\"}".formatted(id)),
                    404,
                    "ORGANIZATION_NOT_FOUND");
        }
        for (var body : List.of("{}", "{\"organizationId\":\"\\u0000\"}", "{\"organizationId\":[]}")) {
            assertThat(auth.put("/api/v1/auth/organization", stranger.token(), body)
                            .status())
                    .isEqualTo(422);
        }
        assertThat(auth.exchangeSession(stranger.session()).status()).isEqualTo(200);
    }

    @Test
    void switchWhenLoggedOutMeanwhileIsUnauthenticated() {
        var token = owner.token();
        auth.post("/api/v1/auth/logout", token, "");
        assertProblem(
                auth.put(
                        "/api/v1/auth/organization",
                        token,
                        "{\"organizationId\":\"%s\"}".formatted(owner.organizationId())),
                401,
                "UNAUTHENTICATED");
    }
}
