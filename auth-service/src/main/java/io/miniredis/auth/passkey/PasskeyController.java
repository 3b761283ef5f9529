package io.miniredis.auth.passkey;

import io.miniredis.auth.proof.PasswordProof;
import io.miniredis.auth.proof.PasswordProofs;
import io.miniredis.auth.throttle.ClientAddress;
import io.miniredis.kit.audit.Audited;
import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Needs;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A person's passkeys. Who adds one types the password again: a session alone may be somebody else's for a moment. */
@RestController
@RequestMapping("/api/v1/auth/passkeys")
class PasskeyController {

    private static final String ID = "pky_[0-9a-z]{26}";

    /** Not paged: a person has at most {@link Passkeys#MOST}. */
    record PasskeyList(List<PasskeyView> items) {}

    private final Passkeys passkeys;
    private final PasswordProofs proofs;

    PasskeyController(Passkeys passkeys, PasswordProofs proofs) {
        this.passkeys = passkeys;
        this.proofs = proofs;
    }

    @GetMapping
    PasskeyList list(Caller caller) {
        caller.requirePerson();
        return new PasskeyList(
                passkeys.of(caller.subject()).stream().map(PasskeyView::of).toList());
    }

    @Needs(person = true)
    @PostMapping("/options")
    @Audited(Passkeys.ADD)
    ResponseEntity<BegunCeremony> begin(
            Caller caller, @Valid @RequestBody PasswordProof proof, HttpServletRequest request) {
        var user = proofs.require(caller, proof.password(), ClientAddress.of(request));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(passkeys.beginToAdd(user));
    }

    @Needs(person = true)
    @PostMapping
    @Audited(Passkeys.ADD)
    @ResponseStatus(HttpStatus.CREATED)
    PasskeyView add(Caller caller, @Valid @RequestBody NewPasskey wish) {
        return PasskeyView.of(passkeys.add(caller.subject(), wish));
    }

    @Needs(person = true)
    @DeleteMapping("/{id}")
    @Audited(Passkeys.REMOVE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable String id) {
        if (!id.matches(ID)) throw new PasskeyException.Unknown();
        passkeys.remove(id, caller.subject());
    }
}
