package io.miniredis.backend.reconcile;

import io.miniredis.backend.database.Database;
import io.miniredis.backend.database.Desired;
import io.miniredis.backend.host.NodeManagers;
import io.miniredis.backend.host.NodeManagers.HostRefused;
import io.miniredis.backend.host.NodeManagers.HostUnreachable;
import io.miniredis.kit.node.CommandRequest;
import io.miniredis.kit.secret.SecretBox;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Logs in as the tenant would: the new password has to be taken, and one that was ended has to be refused. A stopped database has nothing
 * to log in to; its passwords are in force when it starts.
 */
@Component
class VerifyStep implements Step {

    private static final String NOT_IN_FORCE = "PASSWORD_NOT_IN_FORCE";

    private final NodeManagers nodeManagers;
    private final SecretBox secrets;

    VerifyStep(NodeManagers nodeManagers, SecretBox secrets) {
        this.nodeManagers = nodeManagers;
        this.secrets = secrets;
    }

    @Override
    public Outcome run(Work work) {
        var database = work.database();
        if (database.desired() != Desired.RUNNING) return new Outcome.Advance(Database::forgetEndedPassword);
        try {
            if (login(work, database.password(secrets)) != Login.TAKEN) {
                return new Outcome.Wait(
                        NOT_IN_FORCE, "The engine does not take the new password yet. It is tried again.");
            }
            var ended = database.endedPassword(secrets);
            if (ended != null && login(work, ended) != Login.REFUSED) {
                return new Outcome.Wait(NOT_IN_FORCE, "The engine still takes the old password. It is tried again.");
            }
            return new Outcome.Advance(Database::forgetEndedPassword);
        } catch (HostUnreachable noAnswer) {
            return new Outcome.Wait(
                    "HOST_UNREACHABLE", "The host does not answer. The login is tried as soon as it does.");
        } catch (HostRefused refused) {
            return refused.status().isSameCodeAs(HttpStatus.CONFLICT)
                    ? new Outcome.Wait(
                            "DATABASE_NOT_RUNNING",
                            "The engine does not run right now. The login is tried when it does.")
                    : new Outcome.Wait("HOST_REFUSED", "The host could not try the login. It is tried again.");
        }
    }

    /** What came of a login. */
    private enum Login {
        TAKEN,
        REFUSED,
        /** The engine answered something else, for instance that all its connections are in use. */
        UNKNOWN
    }

    private Login login(Work work, String password) {
        try {
            var reply = nodeManagers.run(
                    work.requireHost(), work.database().primary().id(), new CommandRequest(password, List.of("PING")));
            return reply.error() == null ? Login.TAKEN : Login.UNKNOWN;
        } catch (HostRefused refused) {
            if (refused.code().equals("WRONG_PASSWORD")) return Login.REFUSED;
            throw refused;
        }
    }
}
