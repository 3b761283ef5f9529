package io.miniredis.launcher.stack;

/** The two databases of the platform. They share a server on one machine, but neither owner nor login. */
public enum Database {
    MAIN(Service.BACKEND, "miniredis_main", Secrets.MAIN_PASSWORD),
    AUTH(Service.AUTH_SERVICE, "miniredis_auth", Secrets.AUTH_PASSWORD);

    private final Service user;
    private final String database;
    private final String passwordVariable;

    Database(Service user, String database, String passwordVariable) {
        this.user = user;
        this.database = database;
        this.passwordVariable = passwordVariable;
    }

    /** Its name, and that of the role that owns it. */
    public String database() {
        return database;
    }

    /** The one that a rehearsal fills and that is dropped after it. */
    public String rehearsal() {
        return database + "_rehearsal";
    }

    public String password(Secrets secrets) {
        return secrets.read(user.id(), passwordVariable);
    }
}
