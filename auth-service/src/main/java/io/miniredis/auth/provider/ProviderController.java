package io.miniredis.auth.provider;

import io.miniredis.auth.account.Directory;
import io.miniredis.auth.session.NewSession;
import io.miniredis.auth.session.SessionCookie;
import io.miniredis.auth.session.Visit;
import io.miniredis.kit.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Logging in at a provider. A browser is sent there and comes back, so that what fails is said by a page of the dashboard. */
@RestController
@RequestMapping(Providers.PATH)
class ProviderController {

    private static final URI DASHBOARD = URI.create("/");

    record ProviderView(String id, String name, String url) {
        static ProviderView of(Provider provider) {
            return new ProviderView(provider.id(), provider.name(), Providers.PATH + "/" + provider.id() + "/login");
        }
    }

    record ProviderList(List<ProviderView> items) {}

    private final Providers providers;
    private final Protocol protocol;
    private final PendingCookie pendingCookie;
    private final Identities identities;
    private final Directory directory;

    ProviderController(
            Providers providers,
            Protocol protocol,
            PendingCookie pendingCookie,
            Identities identities,
            Directory directory) {
        this.providers = providers;
        this.protocol = protocol;
        this.pendingCookie = pendingCookie;
        this.identities = identities;
        this.directory = directory;
    }

    @GetMapping
    ProviderList list() {
        return new ProviderList(providers.all().stream().map(ProviderView::of).toList());
    }

    @GetMapping("/{id}/login")
    ResponseEntity<Void> begin(@PathVariable String id, HttpServletRequest request) {
        var provider = providers.get(id);
        try {
            var begun = protocol.begin(provider, request);
            return redirect(begun.location(), pendingCookie.of(begun.pending(), id, request));
        } catch (ProviderException exception) {
            return redirect(problemPage(exception));
        }
    }

    /**
     * Where the provider sends the browser back to.
     *
     * @param iss who it says it is (RFC 9207), if it does
     */
    @GetMapping("/{id}/callback")
    ResponseEntity<Void> finish(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String error,
            @RequestParam(required = false) @Nullable String iss,
            HttpServletRequest request) {
        var provider = providers.get(id);
        var over = pendingCookie.gone(id, request);
        try {
            var pending = pendingCookie.read(id, request).orElseThrow(ProviderException.NotBegun::new);
            if (state == null || !state.equals(pending.state())) throw new ProviderException.NotBegun();
            if (iss != null && !iss.equals(provider.issuer())) throw new ProviderException.AnswerInvalid();
            if (error != null || code == null) throw new ProviderException.Refused();
            var userId = identities.userOf(protocol.finish(provider, pending, code, state));
            NewSession session = directory.enter(userId, Visit.of(request));
            return redirect(DASHBOARD, SessionCookie.of(session, request), over);
        } catch (ProviderException exception) {
            return redirect(problemPage(exception), over);
        }
    }

    private static URI problemPage(ProviderException exception) {
        return URI.create("/login?problem=" + exception.code());
    }

    private static ResponseEntity<Void> redirect(URI target, ResponseCookie... cookies) {
        var answer = ResponseEntity.status(HttpStatus.FOUND)
                .location(target)
                .cacheControl(CacheControl.noStore())
                // the address of the callback holds the code
                .header("Referrer-Policy", "no-referrer");
        for (var cookie : cookies) answer.header(HttpHeaders.SET_COOKIE, cookie.toString());
        return answer.build();
    }

    @ExceptionHandler
    ProblemDetail unknown(ProviderException.Unknown exception) {
        return Problem.of(
                HttpStatus.NOT_FOUND, exception.code(), "There is no such provider; GET /auth/providers lists all.");
    }
}
