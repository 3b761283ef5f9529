package io.miniredis.backend.database;

/** Why a wish about a database is refused. */
abstract sealed class DatabaseException extends RuntimeException {

    private DatabaseException(String message) {
        super(message);
    }

    static final class Unknown extends DatabaseException {
        Unknown(String id) {
            super("There is no database " + id + " in this organization.");
        }
    }

    static final class NameTaken extends DatabaseException {
        NameTaken(String name) {
            super("There is already a database named " + name + " in this organization. Choose another name.");
        }
    }

    static final class PlanUnknown extends DatabaseException {
        PlanUnknown(String known) {
            super("must be one of " + known);
        }
    }

    static final class PlanTooSmall extends DatabaseException {
        PlanTooSmall(long usedBytes, String plan, long planBytes) {
            super(
                    "is too small: the database uses %d MiB, and %s has %d MiB. Delete data first, choose an eviction policy for all keys, or take a larger plan"
                            .formatted(usedBytes >> 20, plan, planBytes >> 20));
        }
    }

    static final class EngineNotOffered extends DatabaseException {
        EngineNotOffered(String engine) {
            super("must be any: no host here runs " + engine);
        }
    }

    static final class TlsNotOffered extends DatabaseException {
        TlsNotOffered(String why) {
            super("must be false: " + why + ". Have the operator install an engine with TLS there, or do without");
        }
    }

    static final class NothingToChange extends DatabaseException {
        NothingToChange() {
            super(
                    "The database is like that already. Give at least one of name, plan, evictionPolicy, persistence and tls another"
                            + " value.");
        }
    }

    static final class QuotaReached extends DatabaseException {
        QuotaReached(String plan, int most) {
            super("An organization may have %d databases of the plan %s. Delete one or choose another plan."
                    .formatted(most, plan));
        }
    }

    static final class OrganizationNotEmpty extends DatabaseException {
        OrganizationNotEmpty() {
            super("The organization has databases. Delete them first, and wait until they are gone.");
        }
    }

    static final class OrganizationFrozen extends DatabaseException {
        OrganizationFrozen() {
            super("This organization is being deleted. Nothing can be created in it.");
        }
    }

    static final class OperationUnderWay extends DatabaseException {
        OperationUnderWay(String what) {
            super("Another operation (" + what + ") is under way on this database. Wait until it is done.");
        }
    }

    static final class NotPossible extends DatabaseException {
        NotPossible(String why) {
            super(why);
        }
    }

    static final class KeyReused extends DatabaseException {
        KeyReused() {
            super("This Idempotency-Key was used for another call. Use a new one for each thing that you want done.");
        }
    }

    /** The reconciler gave an operation up while its caller waited. */
    static final class GivenUp extends DatabaseException {
        private final String code;

        GivenUp(String code, String message) {
            super(message);
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    static final class NotAppliedYet extends DatabaseException {
        NotAppliedYet() {
            super(
                    "The new password is stored but its host has not taken it over yet; it will as soon as it answers. Until then the"
                            + " old one is valid.");
        }
    }
}
