package io.miniredis.auth.session;

import io.miniredis.kit.audit.Audit;
import io.miniredis.kit.audit.Audited;
import io.miniredis.kit.audit.Deed;
import io.miniredis.kit.problem.Problem;
import io.miniredis.kit.token.Caller;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where a person is logged in. */
@RestController
@RequestMapping("/api/v1/auth/sessions")
class SessionController {

    private static final String ID = "ses_[0-9a-z]{26}";
    private static final String END = "session.end";
    private static final String END_OTHERS = "session.end-others";

    /** Not paged: a person has as many as devices. */
    record SessionList(List<SessionView> items) {}

    private final Sessions sessions;
    private final TransactionOperations transaction;
    private final Audit audit;

    SessionController(Sessions sessions, TransactionOperations transaction, Audit audit) {
        this.audit = audit;
        this.transaction = transaction;
        this.sessions = sessions;
    }

    @GetMapping
    SessionList list(Caller caller) {
        caller.requirePerson();
        return new SessionList(sessions.of(caller.subject()).stream()
                .map(it -> SessionView.of(it, caller.credentialId()))
                .toList());
    }

    @DeleteMapping
    @Audited(END_OTHERS)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endOthers(Caller caller) {
        caller.requirePerson();
        transaction.executeWithoutResult(status -> {
            sessions.endOthers(caller.subject(), caller.credentialId());
            audit.record(Deed.of(END_OTHERS).on(caller.subject(), null));
        });
    }

    @DeleteMapping("/{id}")
    @Audited(END)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(Caller caller, @PathVariable String id) {
        caller.requirePerson();
        if (!id.matches(ID)) throw new SessionUnknown();
        transaction.executeWithoutResult(status -> {
            if (!sessions.end(id, caller.subject())) throw new SessionUnknown();
            audit.record(Deed.of(END).on(id, null));
        });
    }

    @ExceptionHandler
    ProblemDetail unknown(SessionUnknown exception) {
        return Problem.of(HttpStatus.NOT_FOUND, "SESSION_NOT_FOUND", String.valueOf(exception.getMessage()));
    }

    /** Also for other people's sessions. */
    private static final class SessionUnknown extends RuntimeException {
        SessionUnknown() {
            super("You have no such session. It may have ended already.");
        }
    }
}
