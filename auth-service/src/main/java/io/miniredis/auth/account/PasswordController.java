package io.miniredis.auth.account;

import io.miniredis.auth.throttle.ClientAddress;
import io.miniredis.kit.audit.Audited;
import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Needs;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/auth/password")
class PasswordController {

    private final PasswordResets resets;
    private final PasswordChanges changes;
    private final Background background;

    PasswordController(PasswordResets resets, PasswordChanges changes, Background background) {
        this.resets = resets;
        this.changes = changes;
        this.background = background;
    }

    @PostMapping("/forgot")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void forgot(@Valid @RequestBody EmailAddress address) {
        background.run("a forgotten password's mail", () -> resets.forgot(address.email()));
    }

    @PostMapping("/reset")
    @Audited(AccountDeeds.RESET_PASSWORD)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reset(@Valid @RequestBody PasswordReset wish, HttpServletRequest request) {
        resets.reset(wish.token(), wish.password(), ClientAddress.of(request));
    }

    @Needs(person = true)
    @PutMapping
    @Audited(AccountDeeds.CHANGE_PASSWORD)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(Caller caller, @Valid @RequestBody PasswordChange wish, HttpServletRequest request) {
        changes.change(caller, wish, ClientAddress.of(request));
    }
}
