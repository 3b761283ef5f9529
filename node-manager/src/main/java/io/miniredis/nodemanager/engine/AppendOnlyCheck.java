package io.miniredis.nodemanager.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The engine's own checker of append-only files. It is the server program under another name, so that every host that has the one has
 * the other.
 */
public final class AppendOnlyCheck {

    private static final Pattern ANALYZED =
            Pattern.compile("AOF analyzed: filename=(\\S+), size=(\\d+), ok_up_to=(\\d+)");

    private AppendOnlyCheck() {}

    /**
     * Where the checker found a part of the file to be no commands any more.
     *
     * @param part the part's name
     * @param sound how many bytes of it are sound
     */
    public record Finding(String part, long size, long sound) {

        public long lost() {
            return size - sound;
        }
    }

    /** The name that makes {@code engine} its checker. */
    public static String programName(Engine engine) {
        return engine.kind().word() + "-check-aof";
    }

    public static List<String> check(Path program, Path manifest) {
        return List.of(program.toString(), manifest.toString());
    }

    /** It asks before it cuts, to which the answer is {@code y}. */
    public static List<String> fix(Path program, Path manifest) {
        return List.of(program.toString(), "--fix", manifest.toString());
    }

    /** The part that is not sound to its end, in what the checker said; the parts after it were not looked at. */
    public static Optional<Finding> finding(String output) {
        return ANALYZED.matcher(output)
                .results()
                .map(AppendOnlyCheck::finding)
                .filter(it -> it.lost() > 0)
                .findFirst();
    }

    private static Finding finding(MatchResult match) {
        return new Finding(match.group(1), Long.parseLong(match.group(2)), Long.parseLong(match.group(3)));
    }
}
