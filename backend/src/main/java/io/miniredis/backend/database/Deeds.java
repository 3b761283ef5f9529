package io.miniredis.backend.database;

import io.miniredis.backend.operation.OperationKind;
import io.miniredis.kit.audit.Deed;

/** What the audit calls the things that are done to databases. */
public final class Deeds {

    static final String CREATE = "database.create";
    static final String UPDATE = "database.update";
    static final String START = "database.start";
    static final String STOP = "database.stop";
    static final String RESTART = "database.restart";
    static final String DELETE = "database.delete";
    static final String SEE_PASSWORD = "password.see";
    static final String ROTATE_PASSWORD = "password.rotate";
    static final String COMMAND = "database.command";

    private Deeds() {}

    /** What an operation of this kind does to the database. */
    public static Deed of(OperationKind kind, Database database) {
        return of(name(kind), database);
    }

    static Deed of(String name, Database database) {
        return Deed.of(name).in(database.organizationId()).on(database.id(), database.name());
    }

    private static String name(OperationKind kind) {
        return switch (kind) {
            case CREATE -> CREATE;
            case START -> START;
            case STOP -> STOP;
            case RESTART -> RESTART;
            case UPDATE -> UPDATE;
            case ROTATE -> ROTATE_PASSWORD;
            case DELETE -> DELETE;
        };
    }
}
