package io.miniredis.auth.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.auth.testing.Answer;
import io.miniredis.auth.testing.AuthService;
import io.miniredis.auth.testing.AuthServiceTest;
import io.miniredis.auth.testing.Mailbox;
import io.miniredis.auth.testing.SettableClock;
import io.miniredis.auth.testing.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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
class InvitationIntegrationTests {

    private static final String LOOK = "/api/v1/invitations/look";
    private static final String ACCEPT = "/api/v1/invitations/accept";

    @Autowired
    AuthService auth;

    @Autowired
    Mailbox mailbox;

    @Autowired
    SettableClock clock;

    @Autowired
    JwtDecoder decoder;

    @Autowired
    JdbcTemplate jdbc;

    Tenant owner;
    String path;

    @BeforeEach
    void signUp() {
        owner = Tenant.signUp(auth).verified(jdbc);
        path = "/api/v1/organizations/" + owner.organizationId() + "/invitations";
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    private Answer invite(Tenant who, String email, String role) {
        return auth.post(path, who.token(), "{\"email\":\"%s\",\"role\":\"%s\"}".formatted(email, role));
    }

    private Answer look(String token) {
        return auth.post(LOOK, null, body(token));
    }

    private Answer accept(Tenant who, String token) {
        return auth.post(ACCEPT, who.token(), body(token));
    }

    private static String body(String token) {
        return "{\"token\":\"%s\"}".formatted(token);
    }

    private Tenant member(String role) {
        return Tenant.member(auth, jdbc, owner.organizationId(), role);
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.text("code")).isEqualTo(code);
    }

    @Test
    void inviteWhenNewcomerSignsUpAndAcceptsIsAMemberWithAVerifiedAddress() {
        var email = AuthService.newEmail();
        var invited = invite(owner, email, "developer");
        assertThat(invited.status()).as(invited.toString()).isEqualTo(201);
        assertThat(invited.text("id")).startsWith("inv_");
        assertThat(Duration.between(Instant.parse(invited.text("createdAt")), Instant.parse(invited.text("expiresAt"))))
                .isEqualTo(Duration.ofDays(7));
        var mail = mailbox.nth(1, email);
        assertThat(mail.text()).contains(owner.email(), "/invitation#", "developer");
        assertThat(invited.toString()).doesNotContain(mail.token());

        var offer = look(mail.token());
        assertThat(offer.status()).as(offer.toString()).isEqualTo(200);
        assertThat(offer.text("email")).isEqualTo(email);
        assertThat(offer.text("role")).isEqualTo("developer");
        assertThat(offer.text("organizationName")).isEqualTo(owner.email().replace("@example.com", ""));

        var newcomer = Tenant.signUp(auth, email.toUpperCase(Locale.ROOT));
        var me = accept(newcomer, mail.token());
        assertThat(me.status()).as(me.toString()).isEqualTo(200);
        assertThat(me.json().at("/organization/id").asString()).isEqualTo(owner.organizationId());
        assertThat(me.text("role")).isEqualTo("developer");
        assertThat(me.json().at("/organizations").size()).isEqualTo(2);
        assertThat(decoder.decode(auth.tenantToken(me.session())).getClaimAsString("org"))
                .isEqualTo(owner.organizationId());
        assertThat(jdbc.queryForObject(
                        "select email_verified_at is not null from app_user where id = ?",
                        Boolean.class,
                        newcomer.id()))
                .isTrue();
        assertThat(auth.get(path, owner.token()).json().at("/items").size()).isZero();
        assertProblem(look(mail.token()), 422, "LINK_INVALID");
    }

    @Test
    void storedWhenInvitedIsAHashOnly() {
        var email = AuthService.newEmail();
        invite(owner, email, "viewer");
        var token = mailbox.nth(1, email).token();
        assertThat(jdbc.queryForObject("select token_hash from invitation where email = ?", String.class, email))
                .hasSize(64)
                .isNotEqualTo(token);
    }

    @Test
    void acceptWhenManyAtOnceJoinsOnce() throws Exception {
        var email = AuthService.newEmail();
        invite(owner, email, "viewer");
        var token = mailbox.nth(1, email).token();
        var newcomer = Tenant.signUp(auth, email);
        var jwt = newcomer.token();
        var statuses = AuthService.statusesAtOnce(6, () -> auth.post(ACCEPT, jwt, body(token)));
        assertThat(statuses).containsOnly(200, 422).containsOnlyOnce(200);
    }

    @Test
    void acceptWhenAccountHasAnotherAddressIsRefusedAndTheLinkStaysGood() {
        var email = AuthService.newEmail();
        invite(owner, email, "viewer");
        var token = mailbox.nth(1, email).token();
        assertProblem(accept(Tenant.signUp(auth), token), 403, "INVITATION_FOR_ANOTHER");
        assertThat(accept(Tenant.signUp(auth, email), token).status()).isEqualTo(200);
    }

    @Test
    void acceptWhenExpiredIsRefused() {
        var email = AuthService.newEmail();
        invite(owner, email, "viewer");
        var token = mailbox.nth(1, email).token();
        var newcomer = Tenant.signUp(auth, email);
        clock.advance(Duration.ofDays(7).plusSeconds(1));
        assertProblem(look(token), 422, "LINK_INVALID");
        assertProblem(accept(newcomer, token), 422, "LINK_INVALID");
        assertThat(auth.get(path, owner.token()).json().at("/items").size()).isZero();
    }

    @Test
    void inviteWhenInvitedBeforeReplacesIt() {
        var email = AuthService.newEmail();
        invite(owner, email, "viewer");
        var old = mailbox.nth(1, email).token();
        assertThat(invite(owner, email.toUpperCase(Locale.ROOT), "admin").status())
                .isEqualTo(201);
        var items = auth.get(path, owner.token()).json().at("/items");
        assertThat(items.size()).isOne();
        assertThat(items.get(0).path("role").asString()).isEqualTo("admin");
        assertProblem(look(old), 422, "LINK_INVALID");
    }

    @Test
    void withdrawWhenOpenEndsIt() {
        var email = AuthService.newEmail();
        var id = invite(owner, email, "viewer").text("id");
        var token = mailbox.nth(1, email).token();
        assertThat(auth.delete(path + "/" + id, owner.token()).status()).isEqualTo(204);
        assertProblem(auth.delete(path + "/" + id, owner.token()), 404, "INVITATION_NOT_FOUND");
        assertProblem(auth.delete(path + "/inv_x", owner.token()), 404, "INVITATION_NOT_FOUND");
        assertProblem(look(token), 422, "LINK_INVALID");
    }

    /** Of another organization: not found, though it exists. */
    @Test
    void withdrawWhenOfAnotherOrganizationFindsNothing() {
        var id = invite(owner, AuthService.newEmail(), "viewer").text("id");
        var stranger = Tenant.signUp(auth);
        var theirs = "/api/v1/organizations/" + stranger.organizationId() + "/invitations/" + id;
        assertProblem(auth.delete(theirs, stranger.token()), 404, "INVITATION_NOT_FOUND");
    }

    /** Somebody may have made the account with an address that is not theirs, and would stay in it by their friends. */
    @Test
    void inviteWhenInviterIsNotVerifiedIsRefused() {
        var unverified = Tenant.signUp(auth);
        var theirs = "/api/v1/organizations/" + unverified.organizationId() + "/invitations";
        var email = AuthService.newEmail();
        var body = "{\"email\":\"%s\",\"role\":\"viewer\"}".formatted(email);
        assertProblem(auth.post(theirs, unverified.token(), body), 403, "INVITER_NOT_VERIFIED");
        assertThat(mailbox.all(email)).isEmpty();
        unverified.verified(jdbc);
        assertThat(auth.post(theirs, unverified.token(), body).status()).isEqualTo(201);
    }

    @Test
    void inviteWhenAlreadyMemberIsRefused() {
        var viewer = member("VIEWER");
        assertProblem(invite(owner, viewer.email().toUpperCase(Locale.ROOT), "viewer"), 409, "ALREADY_MEMBER");
    }

    @ParameterizedTest
    @CsvSource({
        "OWNER,owner,201",
        "OWNER,admin,201",
        "ADMIN,owner,403",
        "ADMIN,admin,201",
        "DEVELOPER,viewer,403",
        "VIEWER,viewer,403"
    })
    void inviteWhenCalledKeepsToTheRoles(String caller, String role, int status) {
        var who = member(caller);
        assertThat(invite(who, AuthService.newEmail(), role).status()).isEqualTo(status);
        assertThat(auth.get(path, who.token()).status())
                .isEqualTo(status == 403 && !caller.equals("ADMIN") ? 403 : 200);
    }

    @Test
    void acceptWhenInviterWasRemovedOrLoweredIsRefused() {
        var removed = member("ADMIN");
        var lowered = member("ADMIN");
        var first = AuthService.newEmail();
        var second = AuthService.newEmail();
        invite(removed, first, "admin");
        invite(lowered, second, "viewer");
        var members = "/api/v1/organizations/" + owner.organizationId() + "/members/";
        auth.delete(members + removed.id(), owner.token());
        auth.patch(members + lowered.id(), owner.token(), "{\"role\":\"developer\"}");
        assertProblem(look(mailbox.nth(1, first).token()), 422, "LINK_INVALID");
        assertProblem(look(mailbox.nth(1, second).token()), 422, "LINK_INVALID");
    }

    @Test
    void inviteWhenMoreThanTwentyAnHourIsRefusedUntilTheHourIsOver() {
        var token = owner.token();
        for (var i = 0; i < 20; i++) {
            var answer =
                    auth.post(path, token, "{\"email\":\"%s\",\"role\":\"viewer\"}".formatted(AuthService.newEmail()));
            assertThat(answer.status()).isEqualTo(201);
            // what was withdrawn was sent all the same
            if (i < 5) auth.delete(path + "/" + answer.text("id"), token);
        }
        var refused = invite(owner, AuthService.newEmail(), "viewer");
        assertProblem(refused, 429, "TOO_MANY_INVITATIONS");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(3000, 3601);
        var second = auth.post("/api/v1/organizations", owner.token(), "{\"name\":\"second\"}")
                .text("id");
        assertThat(auth.post(
                                "/api/v1/organizations/" + second + "/invitations",
                                owner.token(),
                                "{\"email\":\"a@b.example\",\"role\":\"viewer\"}")
                        .status())
                .isEqualTo(429);
        clock.advance(Duration.ofHours(1).plusSeconds(2));
        assertThat(invite(owner, AuthService.newEmail(), "viewer").status()).isEqualTo(201);
        assertThat(auth.get(path, owner.token()).json().at("/items").size()).isEqualTo(16);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"email\":\"a@b.example\"}",
                "{\"role\":\"viewer\"}",
                "{\"email\":\"no address\",\"role\":\"viewer\"}",
                "{\"email\":\"a\\r\\nBcc: x@y.example\",\"role\":\"viewer\"}",
                "{\"email\":\"a@b.example\\u0000\",\"role\":\"viewer\"}",
                "{\"email\":\"\\ud800@b.example\",\"role\":\"viewer\"}",
                "{\"email\":\"a@b.example\",\"role\":\"king\"}"
            })
    void inviteWhenBodyIsBadIsInvalid(String body) {
        assertThat(auth.post(path, owner.token(), body).status()).isEqualTo(422);
    }

    @Test
    void lookWhenTokenIsBadIsInvalid() {
        for (var token : List.of("", "x", "\\u0000", "\\ud800", "' or 1=1")) {
            assertProblem(look(token), 422, "LINK_INVALID");
            assertProblem(accept(owner, token), 422, "LINK_INVALID");
        }
        for (var body : List.of("{}", "{\"token\":7}", "{\"token\":\"%s\"}".formatted("x".repeat(201)), "x")) {
            assertThat(auth.post(LOOK, null, body).status()).isEqualTo(422);
        }
        assertThat(auth.post(ACCEPT, null, body("x")).status()).isEqualTo(401);
    }
}
