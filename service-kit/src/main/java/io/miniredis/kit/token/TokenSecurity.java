package io.miniredis.kit.token;

import io.miniredis.kit.problem.ProblemSecurity;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The security of a service behind the gateway: no sessions, no cookies, a signed token for everything but health and metrics.
 *
 * <p>Authorities: {@code TENANT} for a tenant's token, {@code SCOPE_x} for each scope of a service's token; never both.
 */
public final class TokenSecurity {

    /** The authority of every tenant's token. */
    public static final String TENANT = "TENANT";

    private final ProblemSecurity problems;

    public TokenSecurity(ProblemSecurity problems) {
        this.problems = problems;
    }

    /** Builds the chain; what {@code rules} does not name is refused. */
    public SecurityFilterChain chain(
            HttpSecurity http,
            Customizer<AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry>
                    rules) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(it -> {
                    it.requestMatchers("/actuator/health/**", "/actuator/prometheus", "/actuator/info", "/error")
                            .permitAll();
                    rules.customize(it);
                    it.anyRequest().denyAll();
                })
                .oauth2ResourceServer(it -> it.jwt(jwt -> jwt.jwtAuthenticationConverter(TokenSecurity::authenticate))
                        .authenticationEntryPoint(problems)
                        .accessDeniedHandler(problems)
                        .withObjectPostProcessor(failures()))
                .exceptionHandling(it -> it.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .build();
    }

    /** Left alone, the filter would throw on when the keys to check a token with cannot be had, which ends as a 500. */
    private ObjectPostProcessor<BearerTokenAuthenticationFilter> failures() {
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
                filter.setAuthenticationFailureHandler(problems::commence);
                return filter;
            }
        };
    }

    private static JwtAuthenticationToken authenticate(Jwt token) {
        return new JwtAuthenticationToken(token, authorities(token).toList());
    }

    private static Stream<GrantedAuthority> authorities(Jwt token) {
        if (token.hasClaim(Caller.ORGANIZATION)) return Stream.of(new SimpleGrantedAuthority(TENANT));
        var scopes = token.getClaimAsStringList("scope");
        return (scopes == null ? List.<String>of() : scopes)
                .stream().map(it -> new SimpleGrantedAuthority("SCOPE_" + it.toLowerCase(Locale.ROOT)));
    }
}
