package io.miniredis.launcher.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The variables that a service starts with: where it listens, whom it calls, where its secrets are. No secret is among them. */
public record ServiceEnvironment(Settings settings) {

    /** A run that compiles a fast start: nothing that it is told leads to real peers, ports or data. */
    public record Rehearsal(Path secrets, Path host) {}

    public Map<String, String> of(Service service) {
        var folders = settings.folders();
        var secrets = folders.secrets().resolve(service.id());
        var environment = common(service, secrets, String.valueOf(settings.port(service)));
        switch (service) {
            case FRONTEND -> environment.put("API_GATEWAY_URL", settings.url(Service.API_GATEWAY));
            case API_GATEWAY -> {
                environment.put("AUTH_SERVICE_URL", settings.url(Service.AUTH_SERVICE));
                environment.put("BACKEND_URL", settings.url(Service.BACKEND));
                environment.put("MONITORING_SERVICE_URL", settings.url(Service.MONITORING_SERVICE));
                environment.putAll(settings.gatewayVariables());
            }
            case MONITORING_SERVICE -> peers(environment);
            case BACKEND -> {
                environment.put("AUTH_SERVICE_URL", settings.url(Service.AUTH_SERVICE));
                database(environment, Database.MAIN, Database.MAIN.database());
                environment.putAll(settings.auditVariables());
            }
            case AUTH_SERVICE -> {
                environment.put("BACKEND_URL", settings.url(Service.BACKEND));
                database(environment, Database.AUTH, Database.AUTH.database());
                environment.putAll(settings.auditVariables());
                environment.putAll(settings.authServiceVariables());
            }
            case NODE_MANAGER -> {
                peers(environment);
                environment.put("NODE_MANAGER_URL", settings.url(Service.NODE_MANAGER));
                environment.putAll(settings.redisVariables());
                environment.put("MINIREDIS_DATA_DIR", folders.host().toString());
                var engine = settings.engine();
                if (engine != null) environment.put("MINIREDIS_ENGINE", engine);
            }
        }
        return environment;
    }

    public Map<String, String> of(Service service, Rehearsal rehearsal) {
        var environment = of(service);
        environment.replaceAll((name, value) -> name.endsWith("_URL") ? "http://127.0.0.1:9" : value);
        environment.putAll(common(service, rehearsal.secrets().resolve(service.id()), "0"));
        if (service == Service.BACKEND) database(environment, Database.MAIN, Database.MAIN.rehearsal());
        if (service == Service.AUTH_SERVICE) {
            database(environment, Database.AUTH, Database.AUTH.rehearsal());
            environment.put(
                    "MINIREDIS_MAIL_DIR", rehearsal.host().resolve("mail").toString());
        }
        if (service == Service.NODE_MANAGER)
            environment.put("MINIREDIS_DATA_DIR", rehearsal.host().toString());
        return environment;
    }

    private Map<String, String> common(Service service, Path secrets, String port) {
        var environment = new TreeMap<String, String>();
        environment.put("SERVER_PORT", port);
        environment.put("SERVER_ADDRESS", settings.address(service));
        environment.put("MINIREDIS_SECRETS_DIR", secrets.toString());
        return environment;
    }

    private void peers(Map<String, String> environment) {
        environment.put("AUTH_SERVICE_URL", settings.url(Service.AUTH_SERVICE));
        environment.put("BACKEND_URL", settings.url(Service.BACKEND));
    }

    private void database(Map<String, String> environment, Database which, String nameAndOwner) {
        environment.put(
                "POSTGRES_" + which + "_URL",
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(settings.postgresPort(), nameAndOwner));
        environment.put("POSTGRES_" + which + "_USER", nameAndOwner);
    }
}
