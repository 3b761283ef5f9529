package io.miniredis.kit.audit;

import io.miniredis.kit.token.Caller;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Who is calling now, in which organization, and from where: read from the request that this thread serves. The address is the
 * connection's own, or what the gateway said, which Tomcat believes of addresses inside the platform only.
 */
record Source(
        Actor actor,
        @Nullable String organizationId,
        @Nullable String address,
        @Nullable String traceId) {

    /** @param itself who acts where no request is served */
    static Source current(Actor itself) {
        var request = RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes servlet
                ? servlet.getRequest()
                : null;
        var token = token();
        var actor = token != null ? actor(token) : request == null ? itself : Actor.ANONYMOUS;
        return new Source(
                actor,
                token == null ? null : token.getClaimAsString(Caller.ORGANIZATION),
                request == null ? null : request.getRemoteAddr(),
                MDC.get("traceId"));
    }

    private static @Nullable Jwt token() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken authenticated
                ? authenticated.getToken()
                : null;
    }

    private static Actor actor(Jwt token) {
        var id = String.valueOf(token.getSubject());
        if (!token.hasClaim(Caller.ORGANIZATION)) return Actor.service(id);
        var kind = id.startsWith("key_") ? Actor.Kind.KEY : Actor.Kind.USER;
        return new Actor(id, kind, token.getClaimAsString(Caller.NAME));
    }
}
