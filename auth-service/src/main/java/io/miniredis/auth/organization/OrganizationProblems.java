package io.miniredis.auth.organization;

import io.miniredis.kit.problem.FieldProblem;
import io.miniredis.kit.problem.Problem;
import java.util.List;
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
class OrganizationProblems {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(OrganizationException exception) {
        var problem = problemOf(exception);
        var answer = ResponseEntity.status(problem.getStatus());
        if (exception instanceof OrganizationException.BackendDown) answer.header(HttpHeaders.RETRY_AFTER, "5");
        return answer.body(problem);
    }

    private static ProblemDetail problemOf(OrganizationException exception) {
        var message = String.valueOf(exception.getMessage());
        return switch (exception) {
            case OrganizationException.Unknown unknown ->
                Problem.of(HttpStatus.NOT_FOUND, "ORGANIZATION_NOT_FOUND", message);
            case OrganizationException.MemberUnknown unknown ->
                Problem.of(HttpStatus.NOT_FOUND, "MEMBER_NOT_FOUND", message);
            case OrganizationException.AlreadyMember member ->
                Problem.of(HttpStatus.CONFLICT, "ALREADY_MEMBER", message);
            case OrganizationException.LastOwner last -> Problem.of(HttpStatus.CONFLICT, "LAST_OWNER", message);
            case OrganizationException.NotEmpty full ->
                Problem.of(HttpStatus.CONFLICT, "ORGANIZATION_NOT_EMPTY", message);
            case OrganizationException.TooMany many -> Problem.of(HttpStatus.FORBIDDEN, "QUOTA_REACHED", message);
            case OrganizationException.NameDiffers differs ->
                Problem.invalid(List.of(new FieldProblem("confirm", message)));
            case OrganizationException.TransferToSelf self ->
                Problem.invalid(List.of(new FieldProblem("userId", message)));
            case OrganizationException.BackendDown down ->
                Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "SERVICE_UNAVAILABLE", message);
        };
    }
}
