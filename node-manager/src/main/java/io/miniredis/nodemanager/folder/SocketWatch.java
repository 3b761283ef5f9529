package io.miniredis.nodemanager.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
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

    static SocketWatch of(Path folder) {
        try {
            var notices = FileSystems.getDefault().newWatchService();
            folder.register(notices, StandardWatchEventKinds.ENTRY_CREATE);
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

        private final Path name;
        private final Runnable listener;
        private volatile boolean over = notices == null;

        private Opening(Path name, Runnable listener) {
            this.name = name;
            this.listener = listener;
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
            waiting.remove(name, this);
        }
    }

    /** Calls {@code listener} once when the socket is there; to be called before its engine is started. */
    public Opening await(Path socket, Runnable listener) {
        var opening = new Opening(socket.getFileName(), listener);
        waiting.put(opening.name, opening);
        return opening;
    }

    private void read(WatchService from) {
        try {
            while (true) {
                var key = from.take();
                key.pollEvents().forEach(this::opened);
                key.reset();
            }
        } catch (InterruptedException | ClosedWatchServiceException end) {
            waiting.values().forEach(Opening::end);
        }
    }

    /** An event without a name says that some were lost. */
    private void opened(WatchEvent<?> event) {
        if (!(event.context() instanceof Path name)) {
            waiting.values().forEach(Opening::end);
            return;
        }
        var opening = waiting.remove(name);
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
