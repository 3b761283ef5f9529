package io.miniredis.kit.audit;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Takes down what was done. Within a transaction the events are appended as the last thing before it commits: a change and its event are
 * both there or neither is, and the end of the chain is held no longer than a commit takes.
 */
public final class Audit {

    static final String RECORDED = Audit.class.getName() + ".recorded";

    private final Chain chain;
    private final TransactionOperations transaction;
    private final Unwritten unwritten;
    private final Facts facts;
    private final Actor itself;
    private final Clock clock;

    Audit(Chain chain, TransactionOperations transaction, Unwritten unwritten, Facts facts, Actor itself, Clock clock) {
        this.chain = chain;
        this.transaction = transaction;
        this.unwritten = unwritten;
        this.facts = facts;
        this.itself = itself;
        this.clock = clock;
    }

    /** Records it in the transaction of the caller; where there is none, before this returns. */
    public void record(Deed deed) {
        var draft = draft(deed);
        mark();
        if (TransactionSynchronizationManager.isActualTransactionActive())
            pending().drafts.add(draft);
        else append(List.of(draft));
    }

    Draft draft(Deed deed) {
        return Draft.of(deed, Source.current(itself), facts, clock.instant());
    }

    void append(List<Draft> drafts) {
        transaction.executeWithoutResult(status -> chain.append(drafts));
    }

    /** The request is told of: what it answers need not be recorded again. */
    static void mark() {
        var request = RequestContextHolder.getRequestAttributes();
        if (request != null) request.setAttribute(RECORDED, true, RequestAttributes.SCOPE_REQUEST);
    }

    private Pending pending() {
        for (var synchronization : TransactionSynchronizationManager.getSynchronizations()) {
            if (synchronization instanceof Pending pending) return pending;
        }
        var pending = new Pending();
        TransactionSynchronizationManager.registerSynchronization(pending);
        return pending;
    }

    private final class Pending implements TransactionSynchronization {
        private final List<Draft> drafts = new ArrayList<>();

        @Override
        public int getOrder() {
            return LOWEST_PRECEDENCE;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            // rows that others may be waiting for are written first: nothing is waited for while the chain's end is
            // held
            unwritten.write();
            chain.append(drafts);
        }
    }
}
