package io.miniredis.gateway.route;

import io.miniredis.gateway.access.AccessEntry;
import io.miniredis.gateway.breaker.CircuitOpen;
import io.miniredis.gateway.credential.Admission;
import io.miniredis.gateway.credential.Credential;
import io.miniredis.gateway.credential.CredentialException;
import io.miniredis.gateway.credential.Exchanges;
import io.miniredis.kit.problem.ProblemWriter;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** What every call passes on its way to a service: the credential is exchanged, and failures become problems. */
final class Gate {

    /** Carries a log-in with an account of elsewhere from its beginning to its end, and nothing else. */
    private static final String PROVIDER_COOKIE = "miniredis_oidc";

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Logger log = LoggerFactory.getLogger(Gate.class);

    private final Exchanges exchanges;
    private final ProblemWriter problems;

    Gate(Exchanges exchanges, ProblemWriter problems) {
        this.exchanges = exchanges;
        this.problems = problems;
    }

    /** For calls that need no credential; one that is sent is not passed on. */
    HandlerFilterFunction<ServerResponse, ServerResponse> open(Upstream upstream) {
        return (request, next) -> pass(request, next, new Onward(upstream, Patience.USUAL, null, Set.of()));
    }

    /** As {@link #open}, for who begins a session: the service ends the one that the browser had. */
    HandlerFilterFunction<ServerResponse, ServerResponse> entry(Upstream upstream) {
        return (request, next) ->
                pass(request, next, new Onward(upstream, Patience.USUAL, null, Set.of(Credential.COOKIE)));
    }

    /** As {@link #entry}, for browsers that log in elsewhere. The service asks that elsewhere meanwhile, which takes its time. */
    HandlerFilterFunction<ServerResponse, ServerResponse> provider(Upstream upstream) {
        return (request, next) -> pass(
                request,
                next,
                new Onward(upstream, Patience.COMMAND, null, Set.of(PROVIDER_COOKIE, Credential.COOKIE)));
    }

    HandlerFilterFunction<ServerResponse, ServerResponse> closed(Upstream upstream, Patience patience) {
        return (request, next) -> admitted(
                request, admission -> pass(request, next, new Onward(upstream, patience, admission, Set.of())));
    }

    /**
     * As {@link #closed}, for what may change who may do what. After such a change this gateway remembers nothing any more of the
     * credential, of whoever it belongs to, and of the sessions, keys, users and organizations that the path names.
     */
    HandlerFilterFunction<ServerResponse, ServerResponse> accounts(Upstream upstream) {
        var usual = closed(upstream, Patience.USUAL);
        return (request, next) -> {
            if (SAFE.contains(request.method())) return usual.filter(request, next);
            try {
                return usual.filter(request, next);
            } finally {
                forget(request);
            }
        };
    }

    private void forget(ServerRequest request) {
        exchanges.forget(Credential.of(request.servletRequest()));
        Onward.find(request).map(Onward::admission).ifPresent(admission -> {
            var concerned = new HashSet<>(List.of(request.path().split("/", -1)));
            if (admission.subject() != null) concerned.add(admission.subject());
            exchanges.forgetAbout(concerned);
        });
    }

    private ServerResponse admitted(ServerRequest request, Function<Admission, ServerResponse> pass) {
        Admission admission;
        try {
            admission = exchanges.admit(Credential.of(request.servletRequest()));
        } catch (CredentialException exception) {
            if (exception instanceof CredentialException.AuthServiceDown
                    && !(exception.getCause() instanceof CircuitOpen)) {
                log.warn("no exchange: {}", String.valueOf(exception.getCause()));
            }
            return ProblemAnswers.of(UpstreamProblems.of(exception));
        }
        AccessEntry.caller(request.servletRequest(), admission.organization(), admission.subject());
        return pass.apply(admission);
    }

    private ServerResponse pass(ServerRequest request, HandlerFunction<ServerResponse> next, Onward onward) {
        onward.putInto(request);
        try {
            var answer = next.handle(request);
            if (StrangeErrors.isStrange(answer.statusCode(), answer.headers())) {
                Received.letGo(request);
                return ProblemAnswers.of(UpstreamProblems.strange(answer.statusCode(), onward.upstream()));
            }
            return new GuardedAnswer(answer, onward.upstream(), problems);
        } catch (UncheckedIOException exception) {
            if (!(exception.getCause() instanceof CircuitOpen)) {
                log.warn("{}: {}", onward.upstream().words(), exception.getMessage());
            }
            return ProblemAnswers.of(UpstreamProblems.of(exception, onward.upstream()));
        } catch (RuntimeException exception) {
            throw exception;
        } catch (Exception exception) {
            throw new IllegalStateException(exception);
        }
    }
}
