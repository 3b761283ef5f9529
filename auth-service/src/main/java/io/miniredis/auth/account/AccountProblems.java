package io.miniredis.auth.account;

import io.miniredis.kit.problem.FieldProblem;
import io.miniredis.kit.problem.Problem;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class AccountProblems {

    @ExceptionHandler
    ProblemDetail handle(AccountException exception) {
        var message = String.valueOf(exception.getMessage());
        return switch (exception) {
            case AccountException.EmailTaken taken -> Problem.of(HttpStatus.CONFLICT, "EMAIL_TAKEN", message);
            case AccountException.WrongCredentials wrong ->
                Problem.of(HttpStatus.UNAUTHORIZED, "WRONG_CREDENTIALS", message);
            case AccountException.EmailNotVerified not ->
                Problem.of(HttpStatus.FORBIDDEN, "EMAIL_NOT_VERIFIED", message);
            case AccountException.CodeNeeded needed -> Problem.of(HttpStatus.UNAUTHORIZED, "CODE_NEEDED", message);
            case AccountException.CodeWrong wrong -> Problem.of(HttpStatus.UNAUTHORIZED, "CODE_WRONG", message);
            case AccountException.AlreadyVerified already ->
                Problem.of(HttpStatus.CONFLICT, "ALREADY_VERIFIED", message);
            case AccountException.LinkInvalid invalid ->
                Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "LINK_INVALID", message);
            case AccountException.SamePassword same -> Problem.invalid(List.of(new FieldProblem("password", message)));
        };
    }
}
