package io.miniredis.auth.apikey;

import io.miniredis.auth.organization.MemberRemoved;
import io.miniredis.auth.organization.RoleChanged;
import io.miniredis.kit.audit.Actor;
import io.miniredis.kit.audit.Audit;
import io.miniredis.kit.audit.Deed;
import io.miniredis.kit.audit.Refusals;
import io.miniredis.kit.json.Page;
import io.miniredis.kit.secret.Ids;
import io.miniredis.kit.secret.KeyText;
import io.miniredis.kit.secret.Tokens;
import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Right;
import io.miniredis.kit.token.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Keys of organizations. Making, seeing and revoking them takes an admin. */
@Component
public class ApiKeys {

    static final String CREATE = "api-key.create";
    static final String REVOKE = "api-key.revoke";
    static final String USE = "api-key.use";

    /** Sorts after every id. */
    private static final String END = "key_~";

    /** A date that neither the database nor a client chokes on. */
    private static final Duration LONGEST = Duration.ofDays(36_525);

    private final ApiKeyRows rows;
    private final Makers makers;
    private final TransactionOperations transaction;
    private final Audit audit;
    private final Refusals refusals;
    private final Clock clock;

    ApiKeys(
            ApiKeyRows rows,
            Makers makers,
            TransactionOperations transaction,
            Audit audit,
            Refusals refusals,
            Clock clock) {
        this.refusals = refusals;
        this.audit = audit;
        this.rows = rows;
        this.makers = makers;
        this.transaction = transaction;
        this.clock = clock;
    }

    ApiKeyView create(Caller caller, NewApiKey wish) {
        caller.require(Right.MANAGE_KEYS);
        return Objects.requireNonNull(transaction.execute(status -> make(makers.present(caller), wish)));
    }

    /** Nobody hands out more than they have now, in rights and in time. */
    private ApiKeyView make(Makers.Maker maker, NewApiKey wish) {
        var role = wish.role().role();
        maker.caller().require(Right.MANAGE_KEYS);
        maker.caller().requireRole(role);
        var now = clock.instant();
        checkExpiry(wish.expiresAt(), maker.endsAt(), now);
        var secret = Secret.random();
        var key = new ApiKey(
                Ids.next("key", clock),
                maker.caller().organizationId(),
                wish.name().strip(),
                secret,
                role,
                maker.caller().subject(),
                now,
                wish.expiresAt(),
                wish.scope());
        rows.save(key);
        audit.record(Deed.of(CREATE).on(key.id(), key.name()).made(facts(key)));
        return ApiKeyView.of(key, secret.text());
    }

    private static void checkExpiry(@Nullable Instant wish, @Nullable Instant latest, Instant now) {
        if (wish != null && (!wish.isAfter(now) || wish.isAfter(now.plus(LONGEST)))) {
            throw new ApiKeyException.ExpiryOutOfRange();
        }
        if (latest != null && (wish == null || wish.isAfter(latest)))
            throw new ApiKeyException.OutlivesItsMaker(latest);
    }

    Page<ApiKeyView> list(Caller caller, int limit, @Nullable String cursor) {
        caller.require(Right.MANAGE_KEYS);
        var found = rows.page(caller.organizationId(), cursor == null ? END : cursor, Limit.of(limit + 1));
        var items = found.stream().limit(limit).map(ApiKeyView::of).toList();
        return new Page<>(items, found.size() > limit ? items.getLast().id() : null);
    }

    void revoke(Caller caller, String id) {
        caller.require(Right.MANAGE_KEYS);
        transaction.executeWithoutResult(status -> {
            var name = rows.findById(id).map(ApiKey::name).orElse(null);
            if (rows.revoke(id, caller.organizationId(), clock.instant()) == 0) throw new ApiKeyException.Unknown();
            audit.record(Deed.of(REVOKE).on(id, name));
        });
    }

    private static Map<String, ?> facts(ApiKey key) {
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("name", key.name());
        facts.put("role", key.role());
        facts.put("access", key.access());
        facts.put("databases", key.databases());
        facts.put("expiresAt", key.expiresAt());
        return facts;
    }

    /** Revokes every key that the user made, and every key that was made with one of them. */
    public void revokeAllOf(String userId) {
        rows.revokeAllOf(userId, clock.instant());
    }

    /** The live key of this text. That somebody still has one which was revoked or has ended goes on record. */
    public Optional<ApiKey> find(String text) {
        if (!KeyText.isWhole(text)) return Optional.empty();
        var found = rows.findByKeyHash(Tokens.sha256(text));
        found.filter(it -> !it.isLive(clock.instant())).ifPresent(this::noteUse);
        return found.filter(it -> it.isLive(clock.instant()));
    }

    private void noteUse(ApiKey dead) {
        refusals.note(Deed.of(USE)
                .by(new Actor(dead.id(), Actor.Kind.KEY, dead.name()))
                .in(dead.organizationId())
                .on(dead.id(), dead.name())
                .relayed()
                .refused("CREDENTIAL_INVALID"));
    }

    /** Notes that it was used. */
    public void touch(String id) {
        rows.touch(id, clock.instant());
    }

    /** The live key of this id. */
    public Optional<ApiKey> ofId(String id) {
        return rows.findById(id).filter(it -> it.isLive(clock.instant()));
    }

    /** Who is removed may have kept copies of the keys that they made. */
    @EventListener
    void on(MemberRemoved event) {
        revokeMadeBy(event.organizationId(), event.userId(), EnumSet.allOf(Role.class));
    }

    /** So may who has a lower role now. */
    @EventListener
    void on(RoleChanged event) {
        var above = EnumSet.allOf(Role.class);
        above.removeIf(event.role()::includes);
        if (!above.isEmpty()) revokeMadeBy(event.organizationId(), event.userId(), above);
    }

    private void revokeMadeBy(String organizationId, String userId, Set<Role> roles) {
        var names = roles.stream().map(Role::name).toList();
        var revoked = rows.revokeMadeBy(organizationId, userId, names, clock.instant());
        if (revoked == 0) return;
        audit.record(Deed.of(REVOKE).in(organizationId).on(userId, null).ended(Map.of("keysMadeByThem", revoked)));
    }
}
