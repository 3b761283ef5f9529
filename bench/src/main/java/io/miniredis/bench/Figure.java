package io.miniredis.bench;

/**
 * One line of the report.
 *
 * @param baseline the same unit, measured in the same run; NaN where there is none
 * @param ratio measured to baseline; NaN without baseline
 * @param wanted what docs/performance.md asks for, in words
 * @param met whether it is met
 */
record Figure(String name, String unit, double measured, double baseline, double ratio, String wanted, boolean met) {

    /** A figure that should be at most {@code most} times its baseline. */
    static Figure atMost(String name, String unit, double measured, double baseline, double most) {
        var ratio = measured / baseline;
        return new Figure(name, unit, measured, baseline, ratio, "≤ %.2f ×".formatted(most), ratio <= most);
    }

    /** A figure that should be at least {@code least} times its baseline. */
    static Figure atLeast(String name, String unit, double measured, double baseline, double least) {
        var ratio = measured / baseline;
        return new Figure(name, unit, measured, baseline, ratio, "≥ %.2f ×".formatted(least), ratio >= least);
    }

    /** A figure with a limit of its own. */
    static Figure limited(String name, String unit, double measured, double most) {
        return new Figure(
                name, unit, measured, Double.NaN, Double.NaN, "≤ %.1f %s".formatted(most, unit), measured <= most);
    }

    /** A figure that is only told. */
    static Figure told(String name, String unit, double measured, double baseline) {
        return new Figure(name, unit, measured, baseline, measured / baseline, "", true);
    }
}
