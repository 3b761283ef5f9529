package io.miniredis.kit.audit;

import io.miniredis.kit.secret.Ids;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** An event before it has its place in the chain. Its texts are such that PostgreSQL takes them, whatever a caller sent. */
record Draft(
        String id,
        Instant at,
        @Nullable String organizationId,
        Actor actor,
        @Nullable String address,
        String action,
        @Nullable String subject,
        @Nullable String subjectName,
        Outcome outcome,
        @Nullable String code,
        @Nullable String before,
        @Nullable String after,
        @Nullable String traceId) {

    private static final int LONGEST = 300;

    static Draft of(Deed deed, Source source, Facts facts, Instant now) {
        var at = now.truncatedTo(ChronoUnit.MICROS);
        var actor = deed.actor == null ? source.actor() : deed.actor;
        if (deed.asOperator) actor = actor.asOperator();
        return new Draft(
                Ids.at("aud", at),
                at,
                deed.organizationGiven ? deed.organizationId : source.organizationId(),
                new Actor(plain(actor.id()), actor.kind(), plainOrNull(actor.name())),
                deed.relayed ? null : plainOrNull(source.origin().address()),
                plain(deed.action),
                plainOrNull(deed.subject),
                plainOrNull(deed.subjectName),
                deed.outcome,
                plainOrNull(deed.code),
                facts.json(deed.before),
                facts.json(deed.after),
                source.origin().traceId());
    }

    /** The same, seen so many times. */
    Draft times(long count, Facts facts) {
        if (count == 1) return this;
        var counted = facts.json(java.util.Map.of("times", count));
        return new Draft(
                id,
                at,
                organizationId,
                actor,
                address,
                action,
                subject,
                subjectName,
                outcome,
                code,
                before,
                counted,
                traceId);
    }

    /** The same, of nothing in particular. */
    Draft ofMany() {
        return new Draft(
                id, at, organizationId, actor, address, action, null, null, outcome, code, before, after, traceId);
    }

    private static @Nullable String plainOrNull(@Nullable String text) {
        return text == null ? null : plain(text);
    }

    /** Without control characters and halves of characters, and cut where it is too long. */
    private static String plain(String text) {
        var plain = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .map(it -> Character.isISOControl(it) || it >= 0xD800 && it <= 0xDFFF ? 0xFFFD : it)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
