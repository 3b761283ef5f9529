package io.miniredis.nodemanager.engine;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An engine program.
 *
 * @param program where it is
 * @param tls whether it was built with TLS
 */
public record Engine(Path program, Kind kind, Version version, boolean tls) {

    /** The two families, which share one protocol and most of their configuration. */
    public enum Kind {
        VALKEY(new Version(7, 2, 0)),
        REDIS(new Version(7, 0, 0));

        private final Version oldest;

        Kind(Version oldest) {
            this.oldest = oldest;
        }

        /** The word that the API uses. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        Version oldest() {
            return oldest;
        }
    }

    /** A released version, such as 9.1.2. */
    public record Version(int major, int minor, int patch) implements Comparable<Version> {

        private static final Pattern TEXT = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})");

        private static final Comparator<Version> ORDER = Comparator.comparingInt(Version::major)
                .thenComparingInt(Version::minor)
                .thenComparingInt(Version::patch);

        /** Empty where {@code text} is no version. */
        public static Optional<Version> parse(String text) {
            var match = TEXT.matcher(text);
            return match.matches()
                    ? Optional.of(new Version(
                            Integer.parseInt(match.group(1)),
                            Integer.parseInt(match.group(2)),
                            Integer.parseInt(match.group(3))))
                    : Optional.empty();
        }

        @Override
        public int compareTo(Version other) {
            return ORDER.compare(this, other);
        }

        boolean isAtLeast(int wantedMajor, int wantedMinor) {
            return compareTo(new Version(wantedMajor, wantedMinor, 0)) >= 0;
        }

        @Override
        public String toString() {
            return major + "." + minor + "." + patch;
        }
    }

    /** The same program as it was when it started: what runs in a process may be older than what is on the disk. */
    public Engine of(Kind ranKind, Version ranVersion) {
        return new Engine(program, ranKind, ranVersion, tls);
    }

    boolean isTooOld() {
        return version.compareTo(kind.oldest()) < 0;
    }

    /** @param wish {@code valkey}, {@code redis} or {@code any} */
    public boolean satisfies(String wish) {
        return wish.equals("any") || wish.equals(kind.word());
    }

    @Override
    public String toString() {
        return kind.word() + " " + version + " (" + program + ")";
    }
}
