package io.miniredis.kit.audit;

import io.miniredis.kit.token.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.context.request.RequestContextHolder;

/** Who is calling now, in which organization, and from where: read from the request that this thread serves. */
record Source(Actor actor, @Nullable String organizationId, Origin origin) {

    /** @param itself who acts where no request is served */
    static Source current(Actor itself) {
        var token = token();
        var served = RequestContextHolder.getRequestAttributes() != null;
        var actor = token != null ? actor(token) : served ? Actor.ANONYMOUS : itself;
        return new Source(actor, token == null ? null : token.getClaimAsString(Caller.ORGANIZATION), Origin.current());
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
