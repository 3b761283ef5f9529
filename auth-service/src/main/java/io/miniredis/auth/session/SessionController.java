package io.miniredis.auth.session;

import io.miniredis.kit.problem.Problem;
import io.miniredis.kit.token.Caller;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
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

    /** Not paged: a person has as many as devices. */
    record SessionList(List<SessionView> items) {}

    private final Sessions sessions;

    SessionController(Sessions sessions) {
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
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endOthers(Caller caller) {
        caller.requirePerson();
        sessions.endOthers(caller.subject(), caller.credentialId());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(Caller caller, @PathVariable String id) {
        caller.requirePerson();
        if (!id.matches(ID) || !sessions.end(id, caller.subject())) throw new SessionUnknown();
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
