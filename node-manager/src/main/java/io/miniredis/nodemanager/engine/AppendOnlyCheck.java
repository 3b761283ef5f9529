package io.miniredis.nodemanager.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The engine's own checker of append-only files. It is the server program under another name, so that every host that has the one has
 * the other. It is given one part and not the whole file: Valkey 9's does not know the format of Valkey 9's own base.
 */
public final class AppendOnlyCheck {

    private static final Pattern ANALYZED = Pattern.compile("AOF analyzed: filename=.*, size=(\\d+), ok_up_to=(\\d+)");

    private AppendOnlyCheck() {}

    /**
     * Up to where the checker found a part to be commands.
     *
     * @param sound how many bytes of it are sound
     */
    public record Finding(long size, long sound) {

        public long lost() {
            return size - sound;
        }
    }

    /** The name that makes {@code engine} its checker. */
    public static String programName(Engine engine) {
        return engine.kind().word() + "-check-aof";
    }

    public static List<String> check(Path program, Path part) {
        return List.of(program.toString(), part.toString());
    }

    /** It asks before it cuts, to which the answer is {@code y}. */
    public static List<String> fix(Path program, Path part) {
        return List.of(program.toString(), "--fix", part.toString());
    }

    /** What the checker said of a part; empty where it found nothing wrong. */
    public static Optional<Finding> finding(String output) {
        return ANALYZED.matcher(output)
                .results()
                .map(AppendOnlyCheck::finding)
                .filter(it -> it.lost() > 0)
                .findFirst();
    }

    private static Finding finding(MatchResult match) {
        return new Finding(Long.parseLong(match.group(1)), Long.parseLong(match.group(2)));
    }
}
