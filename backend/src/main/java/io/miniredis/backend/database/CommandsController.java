package io.miniredis.backend.database;

import io.miniredis.backend.host.Hosts;
import io.miniredis.backend.host.NodeManagers;
import io.miniredis.kit.audit.Audited;
import io.miniredis.kit.node.CommandReply;
import io.miniredis.kit.node.CommandRequest;
import io.miniredis.kit.problem.Problem;
import io.miniredis.kit.secret.SecretBox;
import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Needs;
import io.miniredis.kit.token.Right;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Runs a tenant's commands for the console: as the tenant, with the tenant's rights. */
@RestController
class CommandsController {

    private final Databases databases;
    private final Hosts hosts;
    private final NodeManagers nodeManagers;
    private final CommandFlags flags;
    private final SecretBox secrets;

    CommandsController(
            Databases databases, Hosts hosts, NodeManagers nodeManagers, CommandFlags flags, SecretBox secrets) {
        this.databases = databases;
        this.hosts = hosts;
        this.nodeManagers = nodeManagers;
        this.flags = flags;
        this.secrets = secrets;
    }

    record Command(
            @NotEmpty(message = "must hold the command's name and its arguments") @Size(max = 1000)
            List<@NotNull(message = "must be a string") String> command) {}

    record CommandResult(@Nullable Object result) {}

    /** A key that is narrowed to {@code read} runs what the engine flags as reading only, one narrowed to {@code write} the rest. */
    @PostMapping("/api/v1/databases/{databaseId}/commands")
    @Needs({Right.WRITE_DATA, Right.READ_DATA})
    @Audited(Deeds.COMMAND)
    CommandResult run(Caller caller, @PathVariable String databaseId, @RequestBody @Valid Command command) {
        var database = databases
                .findOf(caller.organizationId(), databaseId)
                .orElseThrow(() -> new DatabaseException.Unknown(databaseId));
        var hostId = database.primary().hostId();
        if (hostId == null) throw new DatabaseException.NotPossible("The database is still being created.");
        var host = hosts.findById(hostId).orElseThrow();
        var password = database.password(secrets);
        Function<List<String>, CommandReply> engine =
                words -> nodeManagers.run(host, database.primary().id(), new CommandRequest(password, words));
        if (!(caller.may(Right.READ_DATA) && caller.may(Right.WRITE_DATA))) {
            var reads = flags.readsOnly(command.command(), database.primary().engineVersion(), engine);
            caller.require(reads ? Right.READ_DATA : Right.WRITE_DATA);
        }
        var reply = engine.apply(command.command());
        if (reply.error() != null) throw new CommandFailed(reply.error());
        return new CommandResult(reply.result());
    }

    @ExceptionHandler
    ProblemDetail failed(CommandFailed exception) {
        return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "COMMAND_FAILED", String.valueOf(exception.getMessage()));
    }

    static final class CommandFailed extends RuntimeException {
        CommandFailed(String engineError) {
            super(engineError);
        }
    }
}
