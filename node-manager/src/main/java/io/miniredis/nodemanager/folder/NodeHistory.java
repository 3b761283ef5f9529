package io.miniredis.nodemanager.folder;

import io.miniredis.kit.node.NodeHistoryEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What happened to a node, one line of JSON each, on its disk: a thousand nodes' histories cost no memory. The file before the
 * current one is kept, so that a few hundred events are there at any time.
 */
public final class NodeHistory {

    private static final Logger log = LoggerFactory.getLogger(NodeHistory.class);
    private static final JsonMapper json = JsonMapper.builder().build();
    private static final long LONGEST = 64 << 10;

    private final Path current;
    private final Path before;

    NodeHistory(Path folder) {
        current = folder.resolve("history.jsonl");
        before = folder.resolve("history.1.jsonl");
    }

    /** A history that cannot be written stops nothing. */
    public void add(NodeHistoryEvent event) {
        try {
            if (Files.exists(current) && Files.size(current) > LONGEST) {
                Files.move(current, before, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.write(
                    current,
                    (json.writeValueAsString(event) + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException full) {
            log.warn("{} cannot be written: {}", current, full.toString());
        }
    }

    /** The last ones, newest first. */
    public List<NodeHistoryEvent> last(int limit) throws IOException {
        return Stream.of(before, current)
                .flatMap(NodeHistory::read)
                .sorted(Comparator.comparingLong(NodeHistoryEvent::revision).reversed())
                .limit(limit)
                .toList();
    }

    private static Stream<NodeHistoryEvent> read(Path file) {
        try {
            var events = new ArrayList<NodeHistoryEvent>();
            for (var line : Files.readAllLines(file)) parse(line, events);
            return events.stream();
        } catch (NoSuchFileException none) {
            return Stream.empty();
        } catch (IOException unreadable) {
            log.warn("{} cannot be read: {}", file, unreadable.toString());
            return Stream.empty();
        }
    }

    private static void parse(String line, List<NodeHistoryEvent> events) {
        try {
            events.add(json.readValue(line, NodeHistoryEvent.class));
        } catch (JacksonException cutShort) {
            // the last line of a node-manager that was killed
        }
    }
}
