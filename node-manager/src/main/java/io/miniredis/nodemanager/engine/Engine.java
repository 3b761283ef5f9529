package io.miniredis.nodemanager.engine;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;

/**
 * An engine program.
 *
 * @param program where it is
 */
public record Engine(Path program, Kind kind, Version version) {

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

        private static final Comparator<Version> ORDER = Comparator.comparingInt(Version::major)
                .thenComparingInt(Version::minor)
                .thenComparingInt(Version::patch);

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
