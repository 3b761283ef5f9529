package io.miniredis.auth.twofactor;

import io.miniredis.auth.proof.PasswordProof;
import io.miniredis.auth.proof.PasswordProofs;
import io.miniredis.auth.throttle.ClientAddress;
import io.miniredis.kit.audit.Audited;
import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Needs;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A person's second factor. Who changes it types the password again: a session alone may be somebody else's for a moment. */
@RestController
@RequestMapping("/api/v1/auth/two-factor")
class TwoFactorController {

    record Code(
            @NotBlank(message = "is missing") @Size(max = 40, message = "must have at most {max} characters")
            String code) {

        @Override
        public String toString() {
            return "Code[…]";
        }
    }

    record RecoveryCodes(List<String> recoveryCodes) {

        @Override
        public String toString() {
            return "RecoveryCodes[…]";
        }
    }

    private final SecondFactors secondFactors;
    private final PasswordProofs proofs;

    TwoFactorController(SecondFactors secondFactors, PasswordProofs proofs) {
        this.secondFactors = secondFactors;
        this.proofs = proofs;
    }

    @GetMapping
    TwoFactorView get(Caller caller) {
        caller.requirePerson();
        return secondFactors.of(caller.subject());
    }

    @Needs(person = true)
    @PostMapping
    @Audited(SecondFactors.ENABLE)
    ResponseEntity<NewSecret> begin(
            Caller caller, @Valid @RequestBody PasswordProof proof, HttpServletRequest request) {
        var user = proofs.require(caller, proof.password(), ClientAddress.of(request));
        return shownOnce(HttpStatus.CREATED, secondFactors.begin(user.id(), user.email()));
    }

    @Needs(person = true)
    @PostMapping("/confirm")
    @Audited(SecondFactors.ENABLE)
    ResponseEntity<RecoveryCodes> confirm(Caller caller, @Valid @RequestBody Code code) {
        caller.requirePerson();
        return shownOnce(HttpStatus.OK, new RecoveryCodes(secondFactors.confirm(caller.subject(), code.code())));
    }

    @Needs(person = true)
    @PostMapping("/recovery-codes")
    @Audited(SecondFactors.RENEW_CODES)
    ResponseEntity<RecoveryCodes> renewCodes(
            Caller caller, @Valid @RequestBody PasswordProof proof, HttpServletRequest request) {
        proofs.require(caller, proof.password(), ClientAddress.of(request));
        return shownOnce(HttpStatus.OK, new RecoveryCodes(secondFactors.renewCodes(caller.subject())));
    }

    @Needs(person = true)
    @PostMapping("/disable")
    @Audited(SecondFactors.DISABLE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void disable(Caller caller, @Valid @RequestBody PasswordProof proof, HttpServletRequest request) {
        proofs.require(caller, proof.password(), ClientAddress.of(request));
        secondFactors.disable(caller.subject());
    }

    private static <T> ResponseEntity<T> shownOnce(HttpStatus status, T body) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .body(body);
    }
}
