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
 * The guard against empty data: notes outside the engine's reach which files an engine has kept, so that one whose files are gone is
 * not started empty as if nothing had happened. Engines themselves do not mind: without its manifest, or with an empty base, an
 * append-only file counts for them as no data.
 */
public final class KeptFiles {

    /**
     * Which of the files that an engine starts from exist.
     *
     * @param filledPart the part of the append-only file that was seen to have commands in it; null for none
     */
    public record Kept(
            boolean appendOnlyFile,
            boolean snapshot,
            @Nullable String filledPart) {

        public static final Kept NOTHING = new Kept(false, false, null);
        public static final Kept SNAPSHOT = new Kept(false, true, null);
    }

    private static final JsonMapper json = JsonMapper.builder().build();

    private final Path file;
    private final EngineFiles files;
    private @Nullable Kept noted;
    private long seenManifest;

    public KeptFiles(NodeFolder folder) {
        file = folder.path().resolve("kept.json");
        files = new EngineFiles(folder);
    }

    /** Notes what is there now. What was noted before and is gone stays noted. */
    public void note() throws IOException {
        var before = noted();
        expect(new Kept(
                before.appendOnlyFile() || files.hasAppendOnlyFile(),
                before.snapshot() || files.hasSnapshot(),
                filledPart(before)));
    }

    /** Looks into the manifest only when it is another one, or when its last part was empty so far. */
    private @Nullable String filledPart(Kept before) throws IOException {
        var appended = files.appendOnlyFile();
        if (!appended.exists()) return before.filledPart();
        var manifest = Files.getLastModifiedTime(appended.manifest()).toMillis();
        if (manifest == seenManifest && before.filledPart() != null) return before.filledPart();
        seenManifest = manifest;
        return appended.lastPart()
                .filter(it -> Files.exists(appended.part(it)))
                .filter(it -> appended.part(it).toFile().length() > 0)
                .orElse(null);
    }

    /** Notes what has to be there from now on; call it before a file is taken away on purpose. Durable when it returns. */
    public void expect(Kept kept) throws IOException {
        if (kept.equals(noted())) return;
        Disk.replace(file, json.writeValueAsBytes(kept));
        noted = kept;
    }

    /** What an engine would miss if it started now, in words; empty if everything is there. */
    public Optional<String> missing() throws IOException {
        var appended = files.appendOnlyFile();
        if (noted().appendOnlyFile() && !appended.exists()) return Optional.of("its append-only file");
        if (appended.hasEmptyBase()) return Optional.of("what the base of its append-only file held");
        var filled = noted().filledPart();
        if (filled != null && appended.lastPart().equals(Optional.of(filled)) && appended.isEmpty(filled)) {
            return Optional.of("what the last part of its append-only file held");
        }
        // with an append-only file the snapshot is not what is started from
        if (noted().snapshot() && !files.hasSnapshot() && !appended.exists()) return Optional.of("its snapshot");
        return Optional.empty();
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
