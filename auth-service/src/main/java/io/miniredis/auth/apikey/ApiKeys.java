package io.miniredis.auth.apikey;

import io.miniredis.kit.json.Page;
import io.miniredis.kit.secret.Ids;
import io.miniredis.kit.secret.Tokens;
import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Right;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

/** Keys of organizations. Making, seeing and revoking them takes an admin. */
@Component
public class ApiKeys {

    /** Sorts after every id. */
    private static final String END = "key_~";

    /** A date that neither the database nor a client chokes on. */
    private static final Duration LONGEST = Duration.ofDays(36_525);

    private final ApiKeyRows rows;
    private final Clock clock;

    ApiKeys(ApiKeyRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    ApiKeyView create(Caller caller, NewApiKey wish) {
        caller.require(Right.MANAGE_KEYS);
        var role = wish.role().role();
        // nobody hands out more than they have
        caller.requireRole(role);
        var now = clock.instant();
        var expiresAt = wish.expiresAt();
        if (expiresAt != null && (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(LONGEST)))) {
            throw new ApiKeyException.ExpiryOutOfRange();
        }
        var secret = Secret.random();
        var key = new ApiKey(
                Ids.next("key", clock),
                caller.organizationId(),
                wish.name().strip(),
                secret,
                role,
                caller.subject(),
                now,
                expiresAt);
        rows.save(key);
        return ApiKeyView.of(key, secret.text());
    }

    Page<ApiKeyView> list(Caller caller, int limit, @Nullable String cursor) {
        caller.require(Right.MANAGE_KEYS);
        var found = rows.page(caller.organizationId(), cursor == null ? END : cursor, Limit.of(limit + 1));
        var items = found.stream().limit(limit).map(ApiKeyView::of).toList();
        return new Page<>(items, found.size() > limit ? items.getLast().id() : null);
    }

    void revoke(Caller caller, String id) {
        caller.require(Right.MANAGE_KEYS);
        if (rows.revoke(id, caller.organizationId(), clock.instant()) == 0) throw new ApiKeyException.Unknown();
    }

    /** Revokes every key that the user made, and every key that was made with one of them. */
    public void revokeAllOf(String userId) {
        rows.revokeAllOf(userId, clock.instant());
    }

    /** The live key of this text. */
    public Optional<ApiKey> find(String text) {
        return rows.findByKeyHash(Tokens.sha256(text)).filter(it -> it.isLive(clock.instant()));
    }

    /** Notes that it was used. */
    public void touch(String id) {
        rows.touch(id, clock.instant());
    }
}
