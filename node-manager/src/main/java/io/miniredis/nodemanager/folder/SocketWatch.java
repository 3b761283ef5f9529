package io.miniredis.nodemanager.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when an engine opens its Unix socket, so that nobody has to try again and again: while many start, that would take the processor
 * away from the very engines that are waited for. Where the system gives no such notice, every wait is over from the start, and whoever
 * waits tries again and again after all.
 */
public final class SocketWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SocketWatch.class);

    private final @Nullable WatchService notices;
    private final Map<Path, Opening> waiting = new ConcurrentHashMap<>();

    private SocketWatch(@Nullable WatchService notices) {
        this.notices = notices;
    }

    public static SocketWatch open() {
        try {
            var notices = FileSystems.getDefault().newWatchService();
            var watch = new SocketWatch(notices);
            Thread.ofPlatform().daemon().name("sockets").start(() -> watch.read(notices));
            return watch;
        } catch (IOException none) {
            log.warn("the system tells nothing of new sockets, so that they are looked for: {}", none.toString());
            return new SocketWatch(null);
        }
    }

    /** One socket that is waited for. */
    public final class Opening implements AutoCloseable {

        private final Path socket;
        private final Runnable listener;
        private final @Nullable WatchKey key;
        private volatile boolean over;

        private Opening(Path socket, Runnable listener) {
            this.socket = socket;
            this.listener = listener;
            this.key = watch(Disk.parent(socket));
            this.over = key == null;
        }

        /** Whether the socket may be there. */
        public boolean isOver() {
            return over;
        }

        private void end() {
            over = true;
            listener.run();
        }

        /** Waits no longer. */
        @Override
        public void close() {
            waiting.remove(socket, this);
            try {
                if (key != null) key.cancel();
            } catch (ClosedWatchServiceException over) {
                // nobody is told of anything any more
            }
        }
    }

    /** Calls {@code listener} once when the socket is there; to be called before its engine is started. */
    public Opening await(Path socket, Runnable listener) throws IOException {
        Disk.makeFolder(Disk.parent(socket));
        var opening = new Opening(socket, listener);
        waiting.put(socket, opening);
        return opening;
    }

    private @Nullable WatchKey watch(Path folder) {
        try {
            return notices == null ? null : folder.register(notices, StandardWatchEventKinds.ENTRY_CREATE);
        } catch (IOException | ClosedWatchServiceException tooManyAreWatched) {
            return null;
        }
    }

    private void read(WatchService from) {
        try {
            while (true) {
                var key = from.take();
                key.pollEvents().forEach(event -> opened((Path) key.watchable(), event));
                key.reset();
            }
        } catch (InterruptedException | ClosedWatchServiceException end) {
            waiting.values().forEach(Opening::end);
        }
    }

    /** An event without a name says that some were lost. */
    private void opened(Path folder, WatchEvent<?> event) {
        if (!(event.context() instanceof Path name)) {
            waiting.values().forEach(Opening::end);
            return;
        }
        var opening = waiting.get(folder.resolve(name));
        if (opening != null) opening.end();
    }

    @Override
    public void close() {
        try {
            if (notices != null) notices.close();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
