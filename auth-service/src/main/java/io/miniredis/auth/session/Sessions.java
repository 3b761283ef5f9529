package io.miniredis.auth.session;

import io.miniredis.kit.secret.Ids;
import io.miniredis.kit.secret.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.stereotype.Component;

/** Sessions by their tokens. Tokens have 256 random bits, so that a plain SHA-256 of them may be stored and looked up. */
@Component
public class Sessions {

    /** A session ends when it was not used for so long. */
    public static final Duration LIFETIME = Duration.ofDays(30);

    private final SessionRows rows;
    private final Clock clock;

    Sessions(SessionRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * Begins a session that acts in the given organization. One that came along ends, whosoever it was, and what this user let expire
     * is cleared away.
     */
    public NewSession begin(String userId, String organizationId, Visit visit) {
        var now = clock.instant();
        var token = Tokens.secret();
        var session = new Session(Ids.next("ses", clock), Tokens.sha256(token), userId, organizationId, visit, now);
        if (visit.broughtToken() != null) rows.endByTokenHash(Tokens.sha256(visit.broughtToken()));
        rows.removeExpired(userId, now);
        rows.save(session);
        return new NewSession(session.id(), token);
    }

    /** The user's live sessions, the one used last at the front. */
    List<Session> of(String userId) {
        return rows.findLive(userId, clock.instant());
    }

    /** Ends a session; false when the user has no such session (any more). */
    public boolean end(String id, String userId) {
        return rows.end(id, userId) > 0;
    }

    /** Logs the user out everywhere. */
    public void endAll(String userId) {
        rows.endAll(userId);
    }

    /** Logs the user out everywhere but in one session. */
    public void endOthers(String userId, String kept) {
        rows.endOthers(userId, kept);
    }

    /** Notes that it was used, which lets it live {@link #LIFETIME} from now. */
    public void touch(String id) {
        var now = clock.instant();
        rows.touch(id, now, now.plus(LIFETIME));
    }

    /** Whether the user's session is there still. */
    public boolean isLive(String id, String userId) {
        return rows.countLive(id, userId, clock.instant()) > 0;
    }

    /** Lets a session act elsewhere whose organization its user is not in any more. */
    public void move(String id, String from, String to) {
        rows.move(id, from, to);
    }

    /**
     * Lets a session act in another organization, under a new token. What the old token stands for is remembered for some seconds at
     * every gateway; with it, calls after the switch would still act in the organization of before.
     */
    public NewSession switchTo(String id, String userId, String organizationId) {
        var token = Tokens.secret();
        if (rows.switchTo(id, userId, organizationId, Tokens.sha256(token), clock.instant()) == 0) {
            throw new AuthenticationCredentialsNotFoundException("the session has ended");
        }
        return new NewSession(id, token);
    }
}
