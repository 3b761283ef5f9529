package io.miniredis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something that people do with their accounts again and again while services are killed. It keeps what was acknowledged, what was not,
 * and afterwards looks whether each is as it was said.
 */
abstract sealed class AccountWork
        permits AccountWork.SignUps,
                AccountWork.LogIns,
                AccountWork.Revocations,
                AccountWork.PasswordChanges,
                AccountWork.Foundations,
                InvitationWork {

    /** What somebody is told to do about it. */
    private static final Pattern ADVICE = Pattern.compile("(?i)try (it )?again|before trying again|once more");

    final LocalPlatform platform;
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger troubles = new AtomicInteger();

    AccountWork(LocalPlatform platform) {
        this.platform = platform;
    }

    static List<AccountWork> all(LocalPlatform platform, int kills) {
        return List.of(
                new SignUps(platform),
                new LogIns(platform),
                new Revocations(platform),
                new PasswordChanges(platform),
                new Foundations(platform),
                new InvitationWork(platform, kills));
    }

    abstract void step();

    /** Called when everything runs again, and nobody is at work any more. */
    abstract void check();

    int acknowledged() {
        return acknowledged.get();
    }

    int troubles() {
        return troubles.get();
    }

    /** Whether the answer acknowledges it. Anything else but a problem that says what to do is a failure. */
    boolean done(Tenant.Answer answer, int wanted) {
        if (answer.status() == wanted) {
            acknowledged.incrementAndGet();
            return true;
        }
        assertThat(answer.status()).as(answer.text()).isIn(503, 504);
        assertThat(answer.field("code")).as(answer.text()).isNotBlank();
        assertThat(answer.field("detail")).as(answer.text()).containsPattern(ADVICE);
        troubles.incrementAndGet();
        return false;
    }

    static Map<String, String> entry(String address, String password) {
        return Map.of("email", address, "password", password);
    }

    static List<JsonNode> items(Tenant tenant, String path) {
        return tenant.get(path).expect(200).body().path("items").valueStream().toList();
    }

    private static List<String> texts(Tenant tenant, String path, String field) {
        return items(tenant, path).stream().map(it -> it.path(field).asString()).toList();
    }

    /** Who is told to try again does, with the same address: then it is made once, or was made by the first attempt. */
    static final class SignUps extends AccountWork {
        private final List<String> made = new ArrayList<>();
        private @Nullable String again;

        SignUps(LocalPlatform platform) {
            super(platform);
        }

        @Override
        void step() {
            var address = again == null ? Tenant.anAddress() : again;
            var answer = Tenant.stranger(platform).post("/auth/signup", entry(address, Tenant.PASSWORD));
            var wasMade = again != null && answer.field("code").equals("EMAIL_TAKEN");
            if (wasMade || done(answer, 201)) {
                made.add(address);
                again = null;
            } else {
                again = address;
            }
        }

        @Override
        void check() {
            for (var address : made) {
                var tenant = Tenant.stranger(platform);
                tenant.post("/auth/login", entry(address, Tenant.PASSWORD)).expect(200);
                assertThat(Mailbox.of(platform, address).tokenWithin(Mailbox.AT_LAST, "/verify"))
                        .as("the mail to " + address)
                        .isPresent();
                assertThat(texts(tenant, "/organizations", "role")).as(address).containsExactly("owner");
            }
        }
    }

    static final class LogIns extends AccountWork {
        private final String address = Tenant.anAddress();
        private final List<Tenant> sessions = new ArrayList<>();

        LogIns(LocalPlatform platform) {
            super(platform);
            Tenant.signedUp(platform, address);
        }

        @Override
        void step() {
            var tenant = Tenant.stranger(platform);
            if (done(tenant.post("/auth/login", entry(address, Tenant.PASSWORD)), 200)) sessions.add(tenant);
        }

        @Override
        void check() {
            sessions.forEach(it -> it.get("/auth/me").expect(200));
        }
    }

    static final class Revocations extends AccountWork {
        private final Tenant owner;
        private final List<Tenant> revoked = new ArrayList<>();
        private final List<String> revokedIds = new ArrayList<>();
        private final Map<String, Tenant> unsaid = new java.util.LinkedHashMap<>();

        Revocations(LocalPlatform platform) {
            super(platform);
            owner = Tenant.signedUp(platform);
        }

        @Override
        void step() {
            var made = owner.post("/api-keys", Map.of("name", "killed", "role", "viewer"));
            if (!done(made, 201)) return;
            var key = Tenant.withKey(platform, made.field("key"));
            var id = made.field("id");
            if (done(owner.delete("/api-keys/" + id), 204)) {
                revoked.add(key);
                revokedIds.add(id);
            } else {
                unsaid.put(id, key);
            }
        }

        @Override
        void check() {
            var live = texts(owner, "/api-keys?limit=200", "id");
            assertThat(live).doesNotContainAnyElementsOf(revokedIds);
            revoked.forEach(it -> it.get("/auth/me").expect(401));
            unsaid.forEach((id, key) -> key.get("/auth/me").expect(live.contains(id) ? 200 : 401));
        }
    }

    static final class PasswordChanges extends AccountWork {
        private final String address = Tenant.anAddress();
        private final Tenant tenant;
        private String before = "never used by anybody";
        private String password = Tenant.PASSWORD;
        private @Nullable String perhaps;

        /** One that was not there when it was looked for; a service that is late may still do it. */
        private @Nullable String late;

        private int number;

        PasswordChanges(LocalPlatform platform) {
            super(platform);
            tenant = Tenant.signedUp(platform, address);
        }

        @Override
        void step() {
            if (perhaps != null && !settle()) return;
            var next = "purple wombat lighthouse " + number++;
            Planted.secret(next);
            var body = "{\"current\":\"%s\",\"password\":\"%s\"}".formatted(password, next);
            var answer = tenant.send("PUT", "/auth/password", body);
            if (answer.field("code").equals("PASSWORD_WRONG") && late != null) become(late);
            else if (done(answer, 204)) become(next);
            else perhaps = next;
        }

        private void become(String next) {
            before = password;
            password = next;
            late = null;
        }

        /** Finds out whether a change that nobody acknowledged was made: one of the two passwords is right. */
        private boolean settle() {
            var answer = logIn(String.valueOf(perhaps));
            if (answer.status() != 401 && !done(answer, 200)) return false;
            if (answer.status() == 200) become(String.valueOf(perhaps));
            else late = perhaps;
            perhaps = null;
            return true;
        }

        private Tenant.Answer logIn(String typed) {
            return Tenant.stranger(platform).post("/auth/login", entry(address, typed));
        }

        @Override
        void check() {
            if (perhaps != null) assertThat(settle()).isTrue();
            if (late != null && logIn(late).status() == 200) become(late);
            logIn(password).expect(200);
            logIn(before).expect(401);
        }
    }

    /** Deleting an organization asks the backend whether it has databases. */
    static final class Foundations extends AccountWork {
        private final Tenant owner;
        private final List<String> ended = new ArrayList<>();
        private final List<String> perhapsEnded = new ArrayList<>();
        private int number;

        Foundations(LocalPlatform platform) {
            super(platform);
            owner = Tenant.signedUp(platform);
        }

        @Override
        void step() {
            if (!clear()) return;
            var name = "team" + number++;
            var founded = owner.post("/organizations", Map.of("name", name));
            if (done(founded, 201)) end(founded.field("id"), name);
        }

        private boolean end(String id, String name) {
            var answer = owner.delete("/organizations/" + id + "?confirm=" + name);
            var gone = answer.status() == 404 && perhapsEnded.contains(id) || done(answer, 204);
            if (gone) ended.add(name);
            else perhapsEnded.add(id);
            return gone;
        }

        /** Ends what was left by steps that were not told how they ended. */
        private boolean clear() {
            var answer = owner.get("/organizations");
            if (!done(answer, 200)) return false;
            return answer.body()
                    .path("items")
                    .valueStream()
                    .filter(it -> it.path("name").asString().startsWith("team"))
                    .allMatch(
                            it -> end(it.path("id").asString(), it.path("name").asString()));
        }

        @Override
        void check() {
            var names = texts(owner, "/organizations", "name");
            assertThat(names).doesNotContainAnyElementsOf(ended).doesNotHaveDuplicates();
            for (var item : items(owner, "/organizations")) {
                var members = "/organizations/" + item.path("id").asString() + "/members";
                assertThat(Collections.frequency(texts(owner, members, "role"), "owner"))
                        .isOne();
            }
        }
    }
}
