package io.miniredis.launcher.command;

import io.miniredis.launcher.stack.Service;
import io.miniredis.launcher.stack.Settings;

/** What is told when the platform runs. */
record Page(Settings settings) {

    private static final String TEXT = """

            MiniRedis runs.

              Dashboard   %1$s   (sign up there: any e-mail address will do)
              API         %2$s/api/v1   (described at %2$s/api/v1/openapi.json)
              Databases   ports %3$s%4$s
              Mail        %7$s
              Logs        ./miniredis logs [service] [-f]   (files in %5$s)
              State       %6$s

              ./miniredis status     how each part is
              ./miniredis down       stops everything; your data stays
            """;

    String text() {
        var engine = settings.engineName();
        return TEXT.formatted(
                settings.shownUrl(Service.FRONTEND),
                settings.shownUrl(Service.API_GATEWAY),
                settings.portPool(),
                engine.isEmpty() ? "" : ", engine " + engine,
                settings.folders().log(),
                settings.folders().home(),
                mail());
    }

    private String mail() {
        return settings.mailServer().isEmpty()
                ? "files in %s (MINIREDIS_MAIL_HOST names a mail server)".formatted(settings.mailFolder())
                : "sent by " + settings.mailServer();
    }
}
