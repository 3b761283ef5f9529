package io.miniredis.gateway.credential;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.github.benmanes.caffeine.cache.Ticker;
import io.miniredis.gateway.breaker.Breaker;
import io.miniredis.gateway.breaker.CircuitOpen;
import io.miniredis.kit.client.Unanswered;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse;
import org.springframework.web.client.RestClientException;

/** Asks the auth-service for the token of a credential. */
class AuthService {

    /** Members that a newer auth-service may add are of no concern. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record SignedToken(String token) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record ProblemCode(String code) {}

    /** Its name among the circuit breakers. */
    static final String NAME = "auth-service";

    private final RestClient client;
    private final Breaker breaker;
    private final Ticker ticker;

    AuthService(RestClient client, Breaker breaker, Ticker ticker) {
        this.client = client;
        this.breaker = breaker;
        this.ticker = ticker;
    }

    /** @throws CredentialException.AuthServiceDown when there is no answer, or one that says nothing about the credential */
    Exchanged exchange(Map<String, String> credential) {
        var call = begin();
        try {
            var answer = askTwice(credential);
            call.answered();
            return answer;
        } catch (RestClientException | OAuth2AuthorizationException | IllegalStateException exception) {
            call.failed(exception);
            throw new CredentialException.AuthServiceDown(exception);
        }
    }

    private Breaker.Call begin() {
        try {
            return breaker.begin();
        } catch (CircuitOpen open) {
            throw new CredentialException.AuthServiceDown(open);
        }
    }

    /** An exchange changes nothing, so it may be asked for again where nothing was answered. */
    private Exchanged askTwice(Map<String, String> credential) {
        try {
            return ask(credential);
        } catch (ResourceAccessException failure) {
            if (!(failure.getCause() instanceof IOException cause) || !Unanswered.is(cause)) throw failure;
            return ask(credential);
        }
    }

    private Exchanged ask(Map<String, String> credential) {
        var askedAt = ticker.read();
        return client.post()
                .uri("/internal/exchange")
                .contentType(MediaType.APPLICATION_JSON)
                .accept(MediaType.APPLICATION_JSON, MediaType.APPLICATION_PROBLEM_JSON)
                .body(credential)
                .exchangeForRequiredValue((request, response) -> read(response, askedAt));
    }

    private static Exchanged read(ConvertibleClientHttpResponse response, long askedAt) throws IOException {
        var status = response.getStatusCode();
        if (status.is2xxSuccessful()) {
            var signed = response.bodyTo(SignedToken.class);
            if (signed != null) return new Exchanged.Accepted(Admission.of(signed.token()), askedAt);
        }
        // a 401 with another code is about this gateway's own token
        if (status.value() == 401) {
            var problem = response.bodyTo(ProblemCode.class);
            if (problem != null && "CREDENTIAL_INVALID".equals(problem.code())) return new Exchanged.Refused(askedAt);
        }
        throw new IllegalStateException("exchange answered " + status);
    }
}
