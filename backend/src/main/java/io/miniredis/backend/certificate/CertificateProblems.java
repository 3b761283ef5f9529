package io.miniredis.backend.certificate;

import io.miniredis.kit.problem.FieldProblem;
import io.miniredis.kit.problem.Problem;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
class CertificateProblems {

    @ExceptionHandler
    ProblemDetail refused(CertificateRefused exception) {
        var detail = String.valueOf(exception.getMessage());
        return switch (exception) {
            case CertificateRefused.NodeUnknown it -> Problem.of(HttpStatus.NOT_FOUND, "NODE_UNKNOWN", detail);
            case CertificateRefused.NodeElsewhere it -> Problem.of(HttpStatus.FORBIDDEN, "NODE_ELSEWHERE", detail);
            case CertificateRefused.BadKey it -> Problem.invalid(List.of(new FieldProblem("publicKey", detail)));
            case CertificateRefused.BadHostName it ->
                Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "HOST_NAME_INVALID", detail);
        };
    }
}
