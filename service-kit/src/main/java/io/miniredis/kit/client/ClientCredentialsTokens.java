package io.miniredis.kit.client;

import java.time.Clock;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.ClientCredentialsOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.web.client.RestClient;

/** This service's own token, by client credentials, kept until shortly before it ends. */
public final class ClientCredentialsTokens implements ServiceTokens {

    private final OAuth2AuthorizedClientManager clients;
    private final OAuth2AuthorizeRequest request;

    public ClientCredentialsTokens(ServiceClientProperties properties, String tokenUri, RestClient http, Clock clock) {
        var registrations = new InMemoryClientRegistrationRepository(ClientRegistration.withRegistrationId("miniredis")
                .tokenUri(tokenUri)
                .clientId(properties.id())
                .clientSecret(properties.secretToSend())
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .build());
        var tokenResponses = new RestClientClientCredentialsTokenResponseClient();
        tokenResponses.setRestClient(http);
        var provider = new ClientCredentialsOAuth2AuthorizedClientProvider();
        provider.setAccessTokenResponseClient(tokenResponses);
        provider.setClock(clock);
        var manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(
                registrations, new InMemoryOAuth2AuthorizedClientService(registrations));
        manager.setAuthorizedClientProvider(provider);
        clients = manager;
        request = OAuth2AuthorizeRequest.withClientRegistrationId("miniredis")
                .principal(properties.id())
                .build();
    }

    /** @throws org.springframework.security.oauth2.core.OAuth2AuthorizationException when the auth-service gives none */
    @Override
    public String current() {
        var client = clients.authorize(request);
        if (client == null) throw new IllegalStateException("the auth-service gave no token");
        return client.getAccessToken().getTokenValue();
    }
}
