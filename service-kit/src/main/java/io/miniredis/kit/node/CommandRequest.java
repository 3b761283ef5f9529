package io.miniredis.kit.node;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/**
 * One command that a tenant typed in the console, to be run as that tenant.
 *
 * @param password the tenant's password in clear; it is used for the login on the Unix socket and kept nowhere
 * @param command the command's name and its arguments
 */
public record CommandRequest(
        @NotNull String password, @NotEmpty List<@NotNull String> command) {

    @Override
    public String toString() {
        return "CommandRequest[" + command.getFirst() + "]";
    }
}
