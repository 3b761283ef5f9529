package io.miniredis.nodemanager.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The guard against empty data: notes outside the engine's reach which files it has kept, so that an engine whose files are gone is
 * not started empty as if nothing had happened.
 */
public final class KeptFiles {

    /** Which of the files that an engine starts from exist. */
    public record Kept(boolean appendOnlyFile, boolean snapshot) {

        public static final Kept NOTHING = new Kept(false, false);
    }

    private static final JsonMapper json = JsonMapper.builder().build();

    private final Path file;
    private final EngineFiles files;
    private @Nullable Kept noted;

    public KeptFiles(NodeFolder folder) {
        file = folder.path().resolve("kept.json");
        files = new EngineFiles(folder);
    }

    /** Notes what is there now. What was noted before and is gone stays noted. */
    public void note() throws IOException {
        var before = noted();
        expect(new Kept(
                before.appendOnlyFile() || files.hasAppendOnlyFile(), before.snapshot() || files.hasSnapshot()));
    }

    /** Notes what has to be there from now on; call it before a file is taken away on purpose. Durable when it returns. */
    public void expect(Kept kept) throws IOException {
        if (kept.equals(noted())) return;
        Disk.replace(file, json.writeValueAsBytes(kept));
        noted = kept;
    }

    /** What an engine would miss if it started now, in words; empty if everything is there. */
    public Optional<String> missing() throws IOException {
        if (noted().appendOnlyFile() && !files.hasAppendOnlyFile()) return Optional.of("its append-only file");
        // with an append-only file the snapshot is not what is started from
        if (noted().snapshot() && !files.hasSnapshot() && !files.hasAppendOnlyFile()) {
            return Optional.of("its snapshot");
        }
        return Optional.empty();
    }

    public Path path() {
        return file;
    }

    private Kept noted() throws IOException {
        var known = noted;
        if (known == null) known = read();
        noted = known;
        return known;
    }

    private Kept read() throws IOException {
        try {
            return json.readValue(Files.readAllBytes(file), Kept.class);
        } catch (NoSuchFileException | JacksonException none) {
            return Kept.NOTHING;
        }
    }
}
