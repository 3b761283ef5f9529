package io.miniredis.gateway.route;

import io.miniredis.gateway.credential.Credential;
import io.miniredis.gateway.credential.CredentialException;
import io.miniredis.gateway.credential.Exchanges;
import io.miniredis.kit.problem.ProblemWriter;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** What every call passes on its way to a service: the credential is exchanged, and failures become problems. */
final class Gate {

    private static final Logger log = LoggerFactory.getLogger(Gate.class);

    private final Exchanges exchanges;
    private final ProblemWriter problems;

    Gate(Exchanges exchanges, ProblemWriter problems) {
        this.exchanges = exchanges;
        this.problems = problems;
    }

    /** For calls that need no credential; one that is sent is not passed on. */
    HandlerFilterFunction<ServerResponse, ServerResponse> open(Upstream upstream) {
        return (request, next) -> pass(request, next, new Onward(upstream, Patience.USUAL, null));
    }

    HandlerFilterFunction<ServerResponse, ServerResponse> closed(Upstream upstream, Patience patience) {
        return (request, next) ->
                withToken(request, token -> pass(request, next, new Onward(upstream, patience, token)));
    }

    /** As {@link #closed}, and the credential is not remembered after. */
    HandlerFilterFunction<ServerResponse, ServerResponse> closing(Upstream upstream) {
        return (request, next) -> {
            var answer = closed(upstream, Patience.USUAL).filter(request, next);
            exchanges.forget(Credential.of(request.servletRequest()));
            return answer;
        };
    }

    private ServerResponse withToken(ServerRequest request, Function<String, ServerResponse> pass) {
        try {
            return pass.apply(exchanges.tokenFor(Credential.of(request.servletRequest())));
        } catch (CredentialException exception) {
            if (exception instanceof CredentialException.AuthServiceDown) log.warn("no exchange", exception);
            return ProblemAnswers.of(UpstreamProblems.of(exception));
        }
    }

    private ServerResponse pass(ServerRequest request, HandlerFunction<ServerResponse> next, Onward onward) {
        onward.putInto(request);
        try {
            var answer = next.handle(request);
            if (isStrange(answer)) {
                Received.letGo(request);
                return ProblemAnswers.of(UpstreamProblems.strange(answer.statusCode(), onward.upstream()));
            }
            return new GuardedAnswer(answer, onward.upstream(), problems);
        } catch (UncheckedIOException exception) {
            log.warn("{}: {}", onward.upstream().words(), exception.getMessage());
            return ProblemAnswers.of(UpstreamProblems.of(exception, onward.upstream()));
        } catch (RuntimeException exception) {
            throw exception;
        } catch (Exception exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static boolean isStrange(ServerResponse answer) {
        if (!answer.statusCode().isError()) return false;
        var type = answer.headers().getContentType();
        return type == null || !type.isCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
    }
}
