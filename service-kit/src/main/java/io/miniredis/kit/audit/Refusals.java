package io.miniredis.kit.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Takes down what was refused, beside the request: nobody waits for it, so that an answer's time says nothing, and a flood of refused
 * calls is no flood of writes. The first of its kind is written within a quarter of a second; the same again within a minute is one
 * more event at its end, which says how many times.
 */
public final class Refusals implements DisposableBean {

    static final Duration WINDOW = Duration.ofMinutes(1);

    /** More different things than this from one caller, within a minute, are counted together. */
    static final int MOST_OF_ONE = 20;

    /** More than this from everybody are counted together for each action. */
    static final int MOST = 2000;

    /** How long it waits after the database did not take any. */
    private static final Duration REST = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    private final Audit audit;
    private final Facts facts;
    private final Clock clock;

    /** What was seen in the last minute. Guarded by this. */
    private final Map<Kind, Seen> seen = new LinkedHashMap<>();

    private final Map<Kind, Integer> kindsOfOne = new HashMap<>();

    private volatile Instant resting = Instant.MIN;

    Refusals(Audit audit, Facts facts, Clock clock) {
        this.audit = audit;
        this.facts = facts;
        this.clock = clock;
    }

    /** What makes two refusals the same. */
    private record Kind(
            @Nullable String organizationId,
            @Nullable Actor actor,
            @Nullable String address,
            String action,
            @Nullable String subject,
            @Nullable String code) {

        static Kind of(Draft draft) {
            return new Kind(
                    draft.organizationId(),
                    draft.actor(),
                    draft.address(),
                    draft.action(),
                    draft.subject(),
                    draft.code());
        }

        Kind ofOne() {
            return new Kind(organizationId, actor, address, action, null, code);
        }
    }

    private static final class Seen {
        private Draft draft;
        private long unwritten = 1;
        private @Nullable Instant writtenAt;

        Seen(Draft draft) {
            this.draft = draft;
        }
    }

    /** Records it soon. Also for what was refused within a transaction that is rolled back. */
    public void note(Deed deed) {
        Audit.mark();
        note(audit.draft(deed));
    }

    private synchronized void note(Draft draft) {
        var kind = Kind.of(draft);
        if (count(kind, draft)) return;
        if (kindsOfOne.getOrDefault(kind.ofOne(), 0) >= MOST_OF_ONE) {
            draft = draft.ofMany();
            kind = kind.ofOne();
            if (count(kind, draft)) return;
        }
        if (seen.size() >= MOST) {
            draft = new Draft(
                    draft.id(),
                    draft.at(),
                    null,
                    Actor.ANONYMOUS,
                    null,
                    draft.action(),
                    null,
                    null,
                    draft.outcome(),
                    draft.code(),
                    null,
                    null,
                    null);
            kind = Kind.of(draft);
            if (count(kind, draft)) return;
        }
        seen.put(kind, new Seen(draft));
        kindsOfOne.merge(kind.ofOne(), 1, Integer::sum);
    }

    private boolean count(Kind kind, Draft draft) {
        var known = seen.get(kind);
        if (known == null) return false;
        if (known.unwritten++ == 0) known.draft = draft;
        return true;
    }

    @Scheduled(fixedDelayString = "PT0.25S")
    void write() {
        if (clock.instant().isBefore(resting)) return;
        write(due(false));
    }

    @Override
    public void destroy() {
        write(due(true));
    }

    private record Due(Seen seen, Draft draft, long count) {}

    private void write(List<Due> due) {
        if (due.isEmpty()) return;
        try {
            audit.append(due.stream().map(Due::draft).toList());
        } catch (RuntimeException exception) {
            log.error("{} refused attempts cannot be recorded now; tried again", due.size(), exception);
            resting = clock.instant().plus(REST);
            putBack(due);
        }
    }

    private synchronized void putBack(List<Due> due) {
        for (var it : due) {
            it.seen().unwritten += it.count();
            it.seen().writtenAt = null;
        }
    }

    /** Also where the clock was set back meanwhile. */
    private static boolean isOver(Instant last, Instant now) {
        return !last.plus(WINDOW).isAfter(now) || last.isAfter(now);
    }

    private synchronized List<Due> due(boolean all) {
        var now = clock.instant();
        var due = new ArrayList<Due>();
        for (var kinds = seen.entrySet().iterator(); kinds.hasNext(); ) {
            var entry = kinds.next();
            var it = entry.getValue();
            var last = it.writtenAt;
            if (last != null && !all && !isOver(last, now)) continue;
            if (it.unwritten > 0) {
                due.add(new Due(it, it.draft.times(it.unwritten, facts), it.unwritten));
                it.unwritten = 0;
                it.writtenAt = now;
            } else {
                kinds.remove();
                kindsOfOne.computeIfPresent(entry.getKey().ofOne(), (kind, count) -> count == 1 ? null : count - 1);
            }
        }
        return due;
    }
}
