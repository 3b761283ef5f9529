package io.miniredis.auth.invitation;

import io.miniredis.auth.account.MeView;
import io.miniredis.auth.account.Myself;
import io.miniredis.auth.mail.MailedToken;
import io.miniredis.auth.session.SessionCookie;
import io.miniredis.kit.audit.Audited;
import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Needs;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/invitations")
class AcceptanceController {

    private final Acceptance acceptance;
    private final Myself myself;

    AcceptanceController(Acceptance acceptance, Myself myself) {
        this.acceptance = acceptance;
        this.myself = myself;
    }

    @PostMapping("/look")
    InvitationOffer look(@Valid @RequestBody MailedToken mailed) {
        return acceptance.look(mailed.token());
    }

    @Needs(person = true)
    @PostMapping("/accept")
    @Audited(Acceptance.ACCEPT)
    ResponseEntity<MeView> accept(Caller caller, @Valid @RequestBody MailedToken mailed, HttpServletRequest request) {
        var joined = acceptance.accept(caller, mailed.token());
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.SET_COOKIE,
                        SessionCookie.of(joined.session(), request).toString())
                .body(myself.of(joined.here()));
    }
}
