package io.miniredis.kit.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what failed before or after any controller in the house's shape. */
@RestController
public class ErrorProblems implements ErrorController {

    static final String BUG = "This is a bug of ours. Try again; if it stays, report it with the trace id.";

    @RequestMapping("/error")
    @Nullable
    ResponseEntity<ProblemDetail> error(HttpServletRequest request, HttpServletResponse response) {
        // half an answer went out; nothing may be added to it
        if (response.isCommitted()) return null;
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure
                && StoreFailure.causes(failure)) return StoreFailure.answer();
        var code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer it ? it : 404;
        var status = HttpStatus.resolve(code) == null ? HttpStatus.INTERNAL_SERVER_ERROR : HttpStatus.valueOf(code);
        var problem = switch (status) {
            case INTERNAL_SERVER_ERROR -> Problem.of(status, "INTERNAL_ERROR", BUG);
            case NOT_FOUND -> Problem.of(status, "NOT_FOUND", "There is nothing at this path.");
            default -> Problem.of(status, status.name(), "The request cannot be answered.");
        };
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
