package io.miniredis.auth.account;

import io.miniredis.auth.passkey.BegunCeremony;
import io.miniredis.auth.passkey.Passkeys;
import io.miniredis.auth.session.SessionCookie;
import io.miniredis.auth.session.Sessions;
import io.miniredis.auth.session.Visit;
import io.miniredis.auth.throttle.ClientAddress;
import io.miniredis.kit.audit.Audit;
import io.miniredis.kit.audit.Audited;
import io.miniredis.kit.audit.Deed;
import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Needs;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/auth")
class AccountController {

    private final SignUps signUps;
    private final LogIns logIns;
    private final Passkeys passkeys;
    private final Myself myself;
    private final Sessions sessions;
    private final TransactionOperations transaction;
    private final Audit audit;

    AccountController(
            SignUps signUps,
            LogIns logIns,
            Passkeys passkeys,
            Myself myself,
            Sessions sessions,
            TransactionOperations transaction,
            Audit audit) {
        this.audit = audit;
        this.transaction = transaction;
        this.signUps = signUps;
        this.logIns = logIns;
        this.passkeys = passkeys;
        this.myself = myself;
        this.sessions = sessions;
    }

    @PostMapping("/signup")
    @Audited(AccountDeeds.CREATE)
    ResponseEntity<AccountView> signUp(@Valid @RequestBody SignUp wish, HttpServletRequest request) {
        return switch (signUps.signUp(wish, Visit.of(request), ClientAddress.of(request))) {
            case SignUps.SignedUp.In(var entered) -> answer(HttpStatus.CREATED, entered, request);
            case SignUps.SignedUp.ToldByMail told -> ResponseEntity.accepted().build();
        };
    }

    @PostMapping("/login")
    ResponseEntity<AccountView> logIn(@Valid @RequestBody LogIn wish, HttpServletRequest request) {
        return answer(HttpStatus.OK, logIns.logIn(wish, Visit.of(request), ClientAddress.of(request)), request);
    }

    @PostMapping("/login/passkey/options")
    ResponseEntity<BegunCeremony> beginPasskeyLogIn() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(passkeys.beginLogIn());
    }

    @PostMapping("/login/passkey")
    ResponseEntity<AccountView> logInWithPasskey(@Valid @RequestBody PasskeyLogIn wish, HttpServletRequest request) {
        return answer(HttpStatus.OK, logIns.logIn(wish, Visit.of(request), ClientAddress.of(request)), request);
    }

    private static ResponseEntity<AccountView> answer(HttpStatus status, Entered entered, HttpServletRequest request) {
        return ResponseEntity.status(status)
                .header(
                        HttpHeaders.SET_COOKIE,
                        SessionCookie.of(entered.session(), request).toString())
                .body(entered.account());
    }

    /** Ends the session that the call came with. An API key has none; it is revoked, not logged out. */
    @Needs(person = true)
    @PostMapping("/logout")
    ResponseEntity<Void> logOut(Caller caller, HttpServletRequest request) {
        transaction.executeWithoutResult(status -> {
            if (sessions.end(caller.credentialId(), caller.subject())) {
                audit.record(Deed.of(AccountDeeds.LOG_OUT).on(caller.credentialId(), null));
            }
        });
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, SessionCookie.gone(request).toString())
                .build();
    }

    @GetMapping("/me")
    MeView me(Caller caller) {
        return myself.of(caller);
    }
}
