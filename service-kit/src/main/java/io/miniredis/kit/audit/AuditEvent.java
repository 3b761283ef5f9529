package io.miniredis.kit.audit;

import io.miniredis.kit.secret.Tokens;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One event as it is kept.
 *
 * @param sequence its place in the service's chain, from 1 without a gap
 * @param id sorts by time, across services
 * @param at in whole microseconds, which is what the database keeps
 * @param organizationId whose event it is; null for the platform's own
 * @param before a JSON object, as text
 * @param after a JSON object, as text
 * @param previousHash the hash of the event before it; of the first one 64 zeros
 * @param hash lower-case hex SHA-256 over {@code previousHash} and {@link #canonical}
 */
public record AuditEvent(
        long sequence,
        String id,
        Instant at,
        @Nullable String organizationId,
        String actor,
        Actor.Kind actorKind,
        @Nullable String actorName,
        @Nullable String address,
        String action,
        @Nullable String subject,
        @Nullable String subjectName,
        Outcome outcome,
        @Nullable String code,
        @Nullable String before,
        @Nullable String after,
        @Nullable String traceId,
        String previousHash,
        String hash) {

    /** The hash that the first event follows. */
    static final String GENESIS = "0".repeat(64);

    static AuditEvent chained(Draft draft, long sequence, String previousHash) {
        var open = of(draft, sequence, previousHash, "");
        return of(draft, sequence, previousHash, open.rightHash());
    }

    private static AuditEvent of(Draft draft, long sequence, String previousHash, String hash) {
        var actor = draft.actor();
        return new AuditEvent(
                sequence,
                draft.id(),
                draft.at(),
                draft.organizationId(),
                actor.id(),
                actor.kind(),
                actor.name(),
                draft.address(),
                draft.action(),
                draft.subject(),
                draft.subjectName(),
                draft.outcome(),
                draft.code(),
                draft.before(),
                draft.after(),
                draft.traceId(),
                previousHash,
                hash);
    }

    /** The hash that it would have if nobody had changed it. */
    String rightHash() {
        return Tokens.sha256(previousHash + canonical());
    }

    /**
     * Everything but the hashes as JSON that has one form only: these fields in this order, null where there is nothing, no spaces.
     * Written by hand, so that no library's new version breaks a chain.
     */
    String canonical() {
        return new CanonicalJson()
                .field("sequence", sequence)
                .field("id", id)
                .field("at", at.toString())
                .field("organizationId", organizationId)
                .field("actor", actor)
                .field("actorKind", word(actorKind))
                .field("actorName", actorName)
                .field("address", address)
                .field("action", action)
                .field("subject", subject)
                .field("subjectName", subjectName)
                .field("outcome", word(outcome))
                .field("code", code)
                .field("before", before)
                .field("after", after)
                .field("traceId", traceId)
                .text();
    }

    static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
