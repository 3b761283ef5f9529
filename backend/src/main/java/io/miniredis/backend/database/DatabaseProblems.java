package io.miniredis.backend.database;

import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.FORBIDDEN;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

import io.miniredis.backend.host.NodeManagers.HostRefused;
import io.miniredis.backend.host.NodeManagers.HostUnreachable;
import io.miniredis.kit.problem.FieldProblem;
import io.miniredis.kit.problem.Problem;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
class DatabaseProblems {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(DatabaseException exception) {
        var problem = problem(exception);
        var answer = ResponseEntity.status(problem.getStatus());
        if (problem.getStatus() == SERVICE_UNAVAILABLE.value()) answer.header("Retry-After", "5");
        return answer.body(problem);
    }

    private static ProblemDetail problem(DatabaseException exception) {
        var detail = String.valueOf(exception.getMessage());
        return switch (exception) {
            case DatabaseException.Unknown it -> Problem.of(NOT_FOUND, "DATABASE_UNKNOWN", detail);
            case DatabaseException.NameTaken it -> Problem.of(CONFLICT, "NAME_TAKEN", detail);
            case DatabaseException.PlanUnknown it -> Problem.invalid(List.of(new FieldProblem("plan", detail)));
            case DatabaseException.PlanTooSmall it -> Problem.invalid(List.of(new FieldProblem("plan", detail)));
            case DatabaseException.EngineNotOffered it -> Problem.invalid(List.of(new FieldProblem("engine", detail)));
            case DatabaseException.TlsNotOffered it -> Problem.invalid(List.of(new FieldProblem("tls", detail)));
            case DatabaseException.NothingToChange it -> Problem.of(UNPROCESSABLE_CONTENT, "NOTHING_TO_CHANGE", detail);
            case DatabaseException.QuotaReached it -> Problem.of(FORBIDDEN, "QUOTA_REACHED", detail);
            case DatabaseException.OrganizationNotEmpty it -> Problem.of(CONFLICT, "ORGANIZATION_NOT_EMPTY", detail);
            case DatabaseException.OrganizationFrozen it -> Problem.of(CONFLICT, "ORGANIZATION_FROZEN", detail);
            case DatabaseException.OperationUnderWay it -> Problem.of(CONFLICT, "OPERATION_UNDER_WAY", detail);
            case DatabaseException.NotPossible it -> Problem.of(CONFLICT, "NOT_POSSIBLE_NOW", detail);
            case DatabaseException.KeyReused it -> Problem.of(CONFLICT, "IDEMPOTENCY_KEY_REUSED", detail);
            case DatabaseException.GivenUp it -> Problem.of(SERVICE_UNAVAILABLE, it.code(), detail);
            case DatabaseException.NotAppliedYet it -> Problem.of(SERVICE_UNAVAILABLE, "NOT_APPLIED_YET", detail);
        };
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> hostUnreachable(HostUnreachable exception) {
        return ResponseEntity.status(SERVICE_UNAVAILABLE)
                .header("Retry-After", "5")
                .body(Problem.of(SERVICE_UNAVAILABLE, "HOST_UNREACHABLE", String.valueOf(exception.getMessage())));
    }

    /** A node that is not running is the tenant's matter; what else a host refuses is ours. */
    @ExceptionHandler
    ProblemDetail hostRefused(HostRefused exception) {
        var known = HttpStatus.resolve(exception.status().value());
        return switch (known) {
            case CONFLICT ->
                Problem.of(CONFLICT, "DATABASE_NOT_RUNNING", "The database is not running. Start it first.");
            case UNPROCESSABLE_CONTENT -> Problem.of(known, exception.code(), String.valueOf(exception.getMessage()));
            case null, default ->
                Problem.of(
                        SERVICE_UNAVAILABLE,
                        "HOST_REFUSED",
                        "The database's host could not run this: " + exception.getMessage());
        };
    }
}
