package io.miniredis.auth.invitation;

import io.miniredis.kit.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class InvitationProblems {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(InvitationException exception) {
        var message = String.valueOf(exception.getMessage());
        var problem = switch (exception) {
            case InvitationException.Unknown unknown ->
                Problem.of(HttpStatus.NOT_FOUND, "INVITATION_NOT_FOUND", message);
            case InvitationException.LinkInvalid invalid ->
                Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "LINK_INVALID", message);
            case InvitationException.ForAnother another ->
                Problem.of(HttpStatus.FORBIDDEN, "INVITATION_FOR_ANOTHER", message);
            case InvitationException.InviterNotVerified unverified ->
                Problem.of(HttpStatus.FORBIDDEN, "INVITER_NOT_VERIFIED", message);
            case InvitationException.TooMany many ->
                Problem.of(HttpStatus.TOO_MANY_REQUESTS, "TOO_MANY_INVITATIONS", message);
        };
        var answer = ResponseEntity.status(problem.getStatus());
        if (exception instanceof InvitationException.TooMany many) {
            answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(many.waiting().toSeconds() + 1));
        }
        return answer.body(problem);
    }
}
