package io.miniredis.kit.problem;

import io.miniredis.kit.token.RightMissing;
import io.miniredis.kit.web.BodyTooLarge;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** The errors that any endpoint may answer; a feature's own are mapped beside the feature. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
public class ProblemAdvice extends ResponseEntityExceptionHandler {

    static final String LOG_IN = "Log in, or send an API key as \"Authorization: Bearer mr_…\".";

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ProblemDetail rightMissing(RightMissing exception) {
        var code = switch (exception) {
            case RightMissing.RoleTooLow tooLow -> "ROLE_TOO_LOW";
            case RightMissing.KeyTooNarrow tooNarrow -> "KEY_TOO_NARROW";
            case RightMissing.PersonNeeded key -> "PERSON_NEEDED";
            case RightMissing.OperatorNeeded tenant -> "OPERATOR_NEEDED";
        };
        return Problem.of(HttpStatus.FORBIDDEN, code, String.valueOf(exception.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail unauthenticated(AuthenticationException exception) {
        return Problem.of(HttpStatus.UNAUTHORIZED, "UNAUTHENTICATED", LOG_IN);
    }

    @ExceptionHandler
    ProblemDetail denied(AccessDeniedException exception) {
        return Problem.of(HttpStatus.FORBIDDEN, "FORBIDDEN", "This credential does not have the right to do that.");
    }

    @ExceptionHandler
    ProblemDetail mismatch(MethodArgumentTypeMismatchException exception) {
        var type = exception.getRequiredType();
        return Problem.invalid(List.of(
                new FieldProblem(exception.getName(), "must be a " + (type == null ? "valid value" : word(type)))));
    }

    @ExceptionHandler
    ProblemDetail bodyTooLarge(BodyTooLarge exception) {
        return Problem.of(HttpStatus.CONTENT_TOO_LARGE, "BODY_TOO_LARGE", String.valueOf(exception.getMessage()));
    }

    /** For queries that are none, such as {@code ?limit=%zz}: Tomcat says so when a parameter is first read. */
    @ExceptionHandler
    ProblemDetail noQuery(InvalidParameterException exception) {
        return Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "INVALID_INPUT",
                "The query of the URL is not UTF-8 text, percent-encoded, of the form a=b&c=d.");
    }

    /** What is left: the loss of PostgreSQL, which comes in many wrappings, or a bug. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(Exception exception) {
        if (StoreFailure.causes(exception)) {
            log.warn("no PostgreSQL: {}", exception.toString());
            return StoreFailure.answer();
        }
        log.error("unexpected", exception);
        return ResponseEntity.internalServerError()
                .body(Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "INTERNAL_ERROR", ErrorProblems.BUG));
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException exception, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var problem = problemOf(exception);
        return ResponseEntity.status(problem.getStatus()).body(problem);
    }

    private static ProblemDetail problemOf(HttpMessageNotReadableException exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLarge tooLarge) {
                return Problem.of(
                        HttpStatus.CONTENT_TOO_LARGE, "BODY_TOO_LARGE", String.valueOf(tooLarge.getMessage()));
            }
        }
        return switch (exception.getCause()) {
            case UnrecognizedPropertyException unknown ->
                Problem.invalid(List.of(new FieldProblem(
                        path(unknown),
                        "is not a field of this request; known are "
                                + unknown.getKnownPropertyIds().stream()
                                        .map(String::valueOf)
                                        .sorted()
                                        .collect(Collectors.joining(", ")))));
            case InvalidFormatException wrong ->
                Problem.invalid(List.of(new FieldProblem(path(wrong), "must be a " + word(wrong.getTargetType()))));
            case DatabindException wrong
            when !path(wrong).isEmpty() ->
                Problem.invalid(List.of(new FieldProblem(path(wrong), "is not a value that this field takes")));
            case null, default ->
                Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "MALFORMED_JSON",
                        "The body is not the JSON object that this call expects.");
        };
    }

    private static String path(JacksonException exception) {
        return exception.getPath().stream()
                .map(it -> it.getPropertyName() == null ? String.valueOf(it.getIndex()) : it.getPropertyName())
                .collect(Collectors.joining("."));
    }

    private static String word(Class<?> type) {
        if (type.isEnum()) {
            return java.util.Arrays.stream(type.getEnumConstants())
                    .map(it -> it.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive() && type != boolean.class) return "number";
        if (type == Boolean.class || type == boolean.class) return "boolean";
        return type.getSimpleName().toLowerCase(Locale.ROOT);
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException exception, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var fields = exception.getBindingResult().getFieldErrors().stream()
                .map(it -> new FieldProblem(it.getField(), String.valueOf(it.getDefaultMessage())))
                .toList();
        var problem = Problem.invalid(fields);
        return ResponseEntity.status(problem.getStatus()).body(problem);
    }

    @Override
    protected ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException exception,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var fields = exception.getParameterValidationResults().stream()
                .flatMap(ProblemAdvice::fieldsOf)
                .toList();
        var problem = Problem.invalid(fields);
        return ResponseEntity.status(problem.getStatus()).body(problem);
    }

    private static Stream<FieldProblem> fieldsOf(ParameterValidationResult result) {
        if (result instanceof ParameterErrors body) {
            return body.getFieldErrors().stream()
                    .map(it -> new FieldProblem(it.getField(), String.valueOf(it.getDefaultMessage())));
        }
        var header = result.getMethodParameter().getParameterAnnotation(RequestHeader.class);
        var name = header == null ? result.getMethodParameter().getParameterName() : header.name();
        return result.getResolvableErrors().stream()
                .map(it -> new FieldProblem(String.valueOf(name), String.valueOf(it.getDefaultMessage())));
    }

    /** What Spring itself refuses (405, 406, 415, unknown paths) in the house's shape. */
    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception exception,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var known = HttpStatus.resolve(status.value());
        var code = known == null ? "ERROR" : known.name();
        var detail = body instanceof ProblemDetail given && given.getDetail() != null
                ? given.getDetail()
                : String.valueOf(exception.getMessage());
        var problem = switch (code) {
            case "NOT_FOUND" -> Problem.of(HttpStatus.NOT_FOUND, code, "There is nothing at this path.");
            case "BAD_REQUEST" -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "INVALID_INPUT", detail);
            default -> {
                var it = ProblemDetail.forStatusAndDetail(status, detail);
                yield Problem.complete(it, code);
            }
        };
        return ResponseEntity.status(problem.getStatus()).headers(headers).body(problem);
    }
}
