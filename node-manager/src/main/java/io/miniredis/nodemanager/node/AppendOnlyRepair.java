package io.miniredis.nodemanager.node;

import io.miniredis.nodemanager.engine.AppendOnlyCheck;
import io.miniredis.nodemanager.engine.AppendOnlyCheck.Finding;
import io.miniredis.nodemanager.engine.Damage;
import io.miniredis.nodemanager.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Repairs an append-only file whose end is torn, with the engine's own tool, and keeps a copy of the torn part. What would cost more
 * than an end is left to people: cutting there would drop commands that were acknowledged long ago.
 */
final class AppendOnlyRepair {

    /**
     * The longest end that is cut off, in bytes: what an engine writes at once. An end of zero bytes, which a file system leaves after a
     * loss of power, may be longer.
     */
    private static final long LONGEST_END = 64 << 10;

    private final Life life;

    AppendOnlyRepair(Life life) {
        this.life = life;
    }

    record Outcome(boolean repaired, String message) {}

    Outcome attempt(Damage damage, Engine engine) throws IOException {
        return switch (damage) {
            case SNAPSHOT -> new Outcome(false, "The snapshot is damaged and cannot be read.");
            case NEWER_FORMAT ->
                new Outcome(
                        false,
                        "The data was written by a newer engine than %s, which cannot read it.".formatted(engine));
            case APPEND_ONLY_PARTS ->
                new Outcome(false, "A part of the append-only file is missing or damaged, and cannot be read.");
            case APPEND_ONLY_END -> {
                var part = life.files.appendOnlyFile().lastPart();
                yield part.isEmpty()
                        ? new Outcome(false, "The append-only file is damaged.")
                        : repairEnd(part.get(), engine);
            }
        };
    }

    private Outcome repairEnd(String part, Engine engine) throws IOException {
        var program = life.files.linkProgram(AppendOnlyCheck.programName(engine), engine.program());
        try {
            return repairEnd(part, program);
        } finally {
            Files.deleteIfExists(program);
        }
    }

    private Outcome repairEnd(String part, Path program) throws IOException {
        var file = life.files.appendOnlyFile().part(part);
        var folder = life.node.folder();
        var runtime = life.house.runtime();
        var found = AppendOnlyCheck.finding(runtime.runTool(folder, AppendOnlyCheck.check(program, file), "")
                .output());
        if (found.isEmpty()) {
            return new Outcome(false, "The append-only file is damaged before its last part, %s.".formatted(part));
        }
        if (!isTornEnd(part, found.get())) {
            return new Outcome(
                    false,
                    "The append-only file is damaged in the middle: %s is sound for %d of %d bytes."
                            .formatted(part, found.get().sound(), found.get().size()));
        }
        var copy = life.files.copyAside(part, "torn-" + life.house.revisions().next());
        var fixed = runtime.runTool(folder, AppendOnlyCheck.fix(program, file), "y\n");
        if (fixed.exitCode() != 0) {
            return new Outcome(false, "The torn end of the append-only file could not be repaired: " + fixed.output());
        }
        return new Outcome(
                true,
                "The append-only file ended in %d bytes that are no whole command, as after a loss of power. They were cut off; the file as it was is kept on the host as set-aside/%s."
                        .formatted(found.get().lost(), copy.getFileName()));
    }

    private boolean isTornEnd(String part, Finding found) throws IOException {
        var file = life.files.appendOnlyFile();
        return found.lost() <= LONGEST_END
                ? !file.hasCommandsAfter(part, found.sound())
                : file.isZeroFrom(part, found.sound());
    }
}
