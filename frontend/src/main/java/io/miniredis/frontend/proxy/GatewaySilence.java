package io.miniredis.frontend.proxy;

import io.miniredis.kit.problem.Problem;
import java.net.SocketTimeoutException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;

/** What a caller is told when the gateway gives no answer. */
final class GatewaySilence {

    private static final Logger log = LoggerFactory.getLogger(GatewaySilence.class);
    private static final int RETRY_AFTER_SECONDS = 2;

    private GatewaySilence() {}

    static ServerResponse answerTo(Throwable error) {
        log.warn("the gateway does not answer: {}", String.valueOf(error.getMessage()));
        var tookTooLong = error.getCause() instanceof SocketTimeoutException
                && !(error.getCause() instanceof ConnectTimeoutException);
        var problem = tookTooLong
                ? Problem.of(
                        HttpStatus.GATEWAY_TIMEOUT,
                        "TIMEOUT",
                        "This took too long. It may still finish; look before you repeat it.")
                : Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "SERVICE_UNAVAILABLE",
                        "The API does not answer right now. Running databases are not affected; try again in a moment.");
        return ServerResponse.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(RETRY_AFTER_SECONDS))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(problem);
    }
}
