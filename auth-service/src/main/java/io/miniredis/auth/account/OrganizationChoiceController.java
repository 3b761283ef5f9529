package io.miniredis.auth.account;

import io.miniredis.auth.organization.Standings;
import io.miniredis.auth.session.SessionCookie;
import io.miniredis.auth.session.Sessions;
import io.miniredis.kit.audit.Audit;
import io.miniredis.kit.audit.Audited;
import io.miniredis.kit.audit.Deed;
import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Needs;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Lets a session act in another of its user's organizations. It stays the same session, with a new cookie. */
@RestController
class OrganizationChoiceController {

    private final Standings standings;
    private final Sessions sessions;
    private final Myself myself;
    private final TransactionOperations transaction;
    private final Audit audit;

    OrganizationChoiceController(
            Standings standings, Sessions sessions, Myself myself, TransactionOperations transaction, Audit audit) {
        this.audit = audit;
        this.transaction = transaction;
        this.standings = standings;
        this.sessions = sessions;
        this.myself = myself;
    }

    @Needs(person = true)
    @PutMapping("/api/v1/auth/organization")
    @Audited(AccountDeeds.SWITCH)
    ResponseEntity<MeView> switchTo(
            Caller caller, @Valid @RequestBody OrganizationChoice choice, HttpServletRequest request) {
        caller.requirePerson();
        var here = standings.of(caller, choice.organizationId());
        var session = Objects.requireNonNull(transaction.execute(status -> {
            audit.record(Deed.of(AccountDeeds.SWITCH).in(here.organizationId()).on(here.credentialId(), null));
            return sessions.switchTo(here.credentialId(), here.subject(), here.organizationId());
        }));
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.SET_COOKIE,
                        SessionCookie.of(session, request).toString())
                .body(myself.of(here));
    }
}
