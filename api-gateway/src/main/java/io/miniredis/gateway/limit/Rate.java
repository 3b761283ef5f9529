package io.miniredis.gateway.limit;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * So many calls in so much time: all of them at once, if one likes, and from then on as they come back, evenly.
 *
 * @param calls 0: as many as one likes
 */
record Rate(long calls, Duration per) {

    /** As it is configured: {@code 200/1m}, {@code 1000/10s}, or {@code 0} for no limit. */
    static final String FORM = "0|([1-9][0-9]{0,8})/([1-9][0-9]{0,3})([smh])";

    static final Rate NONE = new Rate(0, Duration.ofSeconds(1));

    private static final Pattern PATTERN = Pattern.compile(FORM);

    static Rate of(String text) {
        var match = PATTERN.matcher(text);
        if (!match.matches()) throw new IllegalArgumentException(text);
        if (match.group(1) == null) return NONE;
        var amount = Long.parseLong(match.group(2));
        var per = switch (match.group(3)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
        return new Rate(Long.parseLong(match.group(1)), per);
    }

    boolean isLimited() {
        return calls > 0;
    }

    @Override
    public String toString() {
        return "%d in %d s".formatted(calls, per.toSeconds());
    }
}
