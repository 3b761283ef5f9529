package io.miniredis.launcher.app;

import io.miniredis.launcher.stack.Folders;
import io.miniredis.launcher.stack.Service;
import io.miniredis.launcher.stack.ServiceEnvironment;
import io.miniredis.launcher.stack.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A service as it is started: which jar, with which flags, in which environment. */
public final class App {

    private final AppImage image;
    private final Settings settings;
    private final List<String> flags;

    public App(AppImage image, Settings settings) {
        this.image = image;
        this.settings = settings;
        this.flags = Stream.concat(
                        image.service().jvmFlags().stream(),
                        Stream.of(settings.value(image.service().javaOptionsVariable())
                                        .split("\\s+"))
                                .filter(it -> !it.isEmpty()))
                .toList();
    }

    public Service service() {
        return image.service();
    }

    public boolean isUnpacked() {
        return image.isUnpacked();
    }

    public void unpack(Settings from) {
        image.unpack(from);
    }

    public void removeOlderBuilds() {
        image.removeOthers();
    }

    AppImage image() {
        return image;
    }

    Map<String, String> environment() {
        return new ServiceEnvironment(settings).of(service());
    }

    /**
     * The cache of loaded and linked classes. The JVM takes it only with the flags that it was made with, so they are in its name; a
     * cache that is refused costs twice the time to start.
     */
    Path fastStartCache() {
        return image.folder()
                .resolve("fast-start-%08x.aot"
                        .formatted(List.of(flags, Java.version()).hashCode()));
    }

    public boolean hasFastStart() {
        return Files.exists(fastStartCache());
    }

    /** Changes when the process that runs would be started otherwise today. */
    String fingerprint() {
        return "%s-%08x"
                .formatted(
                        image.folder().getFileName(),
                        List.of(flags, environment()).hashCode());
    }

    /** The system property by which a process of a stack is known among all others. */
    static String marker(String id, Folders folders) {
        return "-Dminiredis.part=%s@%s".formatted(id, folders.home());
    }

    List<String> command(String... arguments) {
        var command = new ArrayList<String>();
        command.add(Java.command());
        if (arguments.length == 0) command.add(marker(service().id(), settings.folders()));
        command.addAll(flags);
        if (settings.fastStart() != Settings.FastStartTime.OFF && hasFastStart())
            command.add("-XX:AOTCache=" + fastStartCache());
        command.add("-jar");
        command.add(image.jar().toString());
        command.addAll(List.of(arguments));
        return command;
    }

    List<String> rehearsalCommand(Path cache) {
        var command = new ArrayList<String>();
        command.add(Java.command());
        command.add(marker(FastStart.MARK, settings.folders()));
        command.addAll(flags);
        command.add("-XX:AOTCacheOutput=" + cache);
        command.add("-Dspring.context.exit=onRefresh");
        command.add("-jar");
        command.add(image.jar().toString());
        return command;
    }
}
