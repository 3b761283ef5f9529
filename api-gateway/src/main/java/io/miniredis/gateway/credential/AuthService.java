package io.miniredis.gateway.credential;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
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

    private final RestClient client;
    private final Ticker ticker;

    AuthService(RestClient client, Ticker ticker) {
        this.client = client;
        this.ticker = ticker;
    }

    /** @throws CredentialException.AuthServiceDown when there is no answer, or one that says nothing about the credential */
    Exchanged exchange(Map<String, String> credential) {
        var askedAt = ticker.read();
        try {
            return client.post()
                    .uri("/internal/exchange")
                    .contentType(MediaType.APPLICATION_JSON)
                    .accept(MediaType.APPLICATION_JSON, MediaType.APPLICATION_PROBLEM_JSON)
                    .body(credential)
                    .exchangeForRequiredValue((request, response) -> read(response, askedAt));
        } catch (RestClientException | OAuth2AuthorizationException exception) {
            throw new CredentialException.AuthServiceDown(exception);
        }
    }

    private static Exchanged read(ConvertibleClientHttpResponse response, long askedAt) throws IOException {
        var status = response.getStatusCode();
        if (status.is2xxSuccessful()) {
            var signed = response.bodyTo(SignedToken.class);
            if (signed != null) return new Exchanged.Accepted(signed.token(), askedAt);
        }
        // a 401 with another code is about this gateway's own token
        if (status.value() == 401) {
            var problem = response.bodyTo(ProblemCode.class);
            if (problem != null && "CREDENTIAL_INVALID".equals(problem.code())) return new Exchanged.Refused(askedAt);
        }
        throw new CredentialException.AuthServiceDown(new IOException("exchange answered " + status));
    }
}
