package io.miniredis.auth.account;

import io.miniredis.auth.mail.MailedToken;
import io.miniredis.kit.audit.Audited;
import io.miniredis.kit.token.Caller;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/auth/verification")
class VerificationController {

    private final Verifications verifications;

    VerificationController(Verifications verifications) {
        this.verifications = verifications;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    void send(Caller caller) {
        verifications.sendAgain(caller);
    }

    @PostMapping("/confirm")
    @Audited(AccountDeeds.VERIFY)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void confirm(@Valid @RequestBody MailedToken mailed) {
        verifications.confirm(mailed.token());
    }
}
