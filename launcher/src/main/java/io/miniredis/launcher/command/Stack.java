package io.miniredis.launcher.command;

import io.miniredis.launcher.app.App;
import io.miniredis.launcher.app.AppImage;
import io.miniredis.launcher.app.ServiceProcess;
import io.miniredis.launcher.postgres.PostgresServer;
import io.miniredis.launcher.process.Part;
import io.miniredis.launcher.stack.Secrets;
import io.miniredis.launcher.stack.Service;
import io.miniredis.launcher.stack.Settings;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;

/** The parts of one installation, as they are to be started. */
final class Stack {

    private final Settings settings;
    private final Secrets secrets;
    private final List<App> apps;

    Stack(Settings settings) {
        this.settings = settings;
        this.secrets = new Secrets(settings.folders().secrets(), new SecureRandom());
        this.apps = Stream.of(Service.values())
                .map(it -> new App(AppImage.of(it, settings), settings))
                .toList();
    }

    Settings settings() {
        return settings;
    }

    Secrets secrets() {
        return secrets;
    }

    List<App> apps() {
        return apps;
    }

    PostgresServer postgres() {
        return PostgresServer.of(settings, secrets);
    }

    List<Part> services() {
        return apps.stream().<Part>map(it -> new ServiceProcess(it, settings)).toList();
    }
}
