package io.miniredis.auth.provider;

import io.miniredis.kit.client.ServiceClients;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** OpenID Connect's authorization code flow, in the hands of Spring Security: state, nonce, PKCE, the signature and the claims. */
@Component
class Protocol {

    private static final Logger log = LoggerFactory.getLogger(Protocol.class);

    private static final int LONGEST_SUBJECT = 255;
    private static final int LONGEST_EMAIL = 254;

    /** A line of text with one @ in it; the provider has sent mail there. */
    private static final String EMAIL = "[^@\\p{Cc}\\p{Cs}\\s]+@[^@\\p{Cc}\\p{Cs}\\s]+";

    /** Where a browser goes, and what it takes along. */
    record Begun(URI location, PendingLogIn pending) {}

    /** Keys are remembered with it, for as long as the provider says the same about itself. */
    private record Checking(ClientRegistration registration, JwtDecoder decoder) {}

    private final Clock clock;
    private final ClientHttpRequestFactory http;
    private final OidcAuthorizationCodeAuthenticationProvider codes;
    private final Map<String, Checking> checking = new ConcurrentHashMap<>();

    Protocol(ProviderProperties properties, Clock clock) {
        this.clock = clock;
        http = ServiceClients.requests(properties.connectTimeout(), properties.deadline());
        var tokens = new RestClientAuthorizationCodeTokenResponseClient();
        tokens.setRestClient(RestClient.builder()
                .requestFactory(http)
                .configureMessageConverters(it -> it.addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        var userInfo = new DefaultOAuth2UserService();
        var userInfoHttp = new RestTemplate(http);
        userInfoHttp.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
        userInfo.setRestOperations(userInfoHttp);
        var users = new OidcUserService();
        users.setOauth2UserService(userInfo);
        codes = new OidcAuthorizationCodeAuthenticationProvider(tokens, users);
        codes.setJwtDecoderFactory(this::decoderOf);
    }

    /** Where the browser goes, and what it takes along. */
    Begun begin(Provider provider, HttpServletRequest request) {
        var registration = provider.registration();
        var resolver = new DefaultOAuth2AuthorizationRequestResolver(id -> registration);
        var wish = Objects.requireNonNull(resolver.resolve(request, provider.id()));
        var pending = new PendingLogIn(
                Objects.requireNonNull(wish.getState()),
                attribute(wish, OidcParameterNames.NONCE),
                attribute(wish, PkceParameterNames.CODE_VERIFIER),
                clock.instant().plus(PendingCookie.KEPT));
        return new Begun(URI.create(wish.getAuthorizationRequestUri()), pending);
    }

    private static String attribute(OAuth2AuthorizationRequest wish, String name) {
        return Objects.requireNonNull(wish.<String>getAttribute(name), name);
    }

    /**
     * Redeems a code for what the provider says about the person.
     *
     * @param state as it came back
     * @throws ProviderException
     */
    Person finish(Provider provider, PendingLogIn pending, String code, String state) {
        var registration = provider.registration();
        var callback = Objects.requireNonNull(registration.getRedirectUri());
        var wish = OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(
                        Objects.requireNonNull(registration.getProviderDetails().getAuthorizationUri()))
                .clientId(registration.getClientId())
                .redirectUri(callback)
                .scopes(registration.getScopes())
                .state(pending.state())
                .attributes(Map.of(
                        OAuth2ParameterNames.REGISTRATION_ID,
                        registration.getRegistrationId(),
                        OidcParameterNames.NONCE,
                        pending.nonce(),
                        PkceParameterNames.CODE_VERIFIER,
                        pending.verifier()))
                .build();
        var answer = OAuth2AuthorizationResponse.success(code)
                .redirectUri(callback)
                .state(state)
                .build();
        var login = new OAuth2LoginAuthenticationToken(registration, new OAuth2AuthorizationExchange(wish, answer));
        try {
            var known = (OAuth2LoginAuthenticationToken) Objects.requireNonNull(codes.authenticate(login));
            return person(provider, (OidcUser) Objects.requireNonNull(known.getPrincipal()));
        } catch (OAuth2AuthenticationException exception) {
            // neither code nor token is in there
            log.warn("log-in with provider {} failed: {}", provider.id(), plain(exception));
            throw isSilence(exception) ? new ProviderException.Unavailable() : new ProviderException.AnswerInvalid();
        }
    }

    private static Person person(Provider provider, OidcUser user) {
        var subject = String.valueOf(user.getSubject());
        if (subject.length() > LONGEST_SUBJECT || !subject.matches("[^\\p{Cc}\\p{Cs}]+")) {
            throw new ProviderException.AnswerInvalid();
        }
        var email = Optional.ofNullable(user.getEmail())
                .filter(it -> Boolean.TRUE.equals(user.getEmailVerified()))
                .filter(it -> it.length() <= LONGEST_EMAIL && it.matches(EMAIL));
        return new Person(provider.issuer(), subject, email);
    }

    private JwtDecoder decoderOf(ClientRegistration registration) {
        var now = checking.compute(
                registration.getRegistrationId(),
                (id, before) -> before != null && before.registration() == registration
                        ? before
                        : new Checking(registration, decoder(registration)));
        return now.decoder();
    }

    /** Spring's own factory knows one algorithm per provider, and half a second for a provider to answer. */
    private JwtDecoder decoder(ClientRegistration registration) {
        var decoder = NimbusJwtDecoder.withJwkSetUri(
                        Objects.requireNonNull(registration.getProviderDetails().getJwkSetUri()))
                .jwsAlgorithms(it -> it.addAll(algorithms(registration)))
                .restOperations(new RestTemplate(http))
                .build();
        decoder.setClaimSetConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverter());
        var times = new JwtTimestampValidator();
        times.setClock(clock);
        var claims = new OidcIdTokenValidator(registration);
        claims.setClock(clock);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(times, claims));
        return decoder;
    }

    /** Those with key pairs that the provider announces. None that signs with a shared secret is ever accepted, nor none at all. */
    private static Set<SignatureAlgorithm> algorithms(ClientRegistration registration) {
        var announced = registration
                .getProviderDetails()
                .getConfigurationMetadata()
                .get("id_token_signing_alg_values_supported");
        var known = (announced instanceof Collection<?> names ? names : List.of())
                .stream()
                        .map(it -> SignatureAlgorithm.from(String.valueOf(it)))
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet());
        return known.isEmpty() ? Set.of(SignatureAlgorithm.RS256) : known;
    }

    private static boolean isSilence(@Nullable Throwable exception) {
        for (var cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) return true;
        }
        return false;
    }

    private static String plain(OAuth2AuthenticationException exception) {
        return Provider.oneLine(
                exception.getError().getErrorCode() + " " + exception.getError().getDescription());
    }
}
