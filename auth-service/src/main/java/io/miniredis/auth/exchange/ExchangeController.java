package io.miniredis.auth.exchange;

import io.miniredis.kit.problem.Problem;
import jakarta.validation.Valid;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ExchangeController {

    private final Exchange exchange;

    ExchangeController(Exchange exchange) {
        this.exchange = exchange;
    }

    @PostMapping("/internal/exchange")
    ResponseEntity<SignedToken> exchange(@Valid @RequestBody Credential credential) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(exchange.exchange(credential));
    }

    @ExceptionHandler
    ProblemDetail dead(CredentialDead exception) {
        return Problem.of(HttpStatus.UNAUTHORIZED, "CREDENTIAL_INVALID", String.valueOf(exception.getMessage()));
    }
}
