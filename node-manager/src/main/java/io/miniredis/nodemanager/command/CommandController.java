package io.miniredis.nodemanager.command;

import io.miniredis.kit.node.CommandReply;
import io.miniredis.kit.node.CommandRequest;
import io.miniredis.kit.problem.Problem;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The console's way into a database. */
@RestController
class CommandController {

    private final Commands commands;

    CommandController(Commands commands) {
        this.commands = commands;
    }

    @PostMapping("/nodes/{nodeId}/commands")
    CommandReply run(@PathVariable String nodeId, @Valid @RequestBody CommandRequest request) {
        return commands.run(nodeId, request.password(), request.command());
    }

    @ExceptionHandler
    ProblemDetail wrongPassword(Commands.WrongPassword exception) {
        return Problem.of(HttpStatus.FORBIDDEN, "WRONG_PASSWORD", String.valueOf(exception.getMessage()));
    }
}
