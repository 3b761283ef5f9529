package io.miniredis.monitoring.history;

import java.time.Instant;
import java.util.Arrays;

/**
 * A day of one node: every 5 s for the last hour, and the average of each minute for the last 24 hours.
 *
 * <p>It costs 8 series × (720 + 1440) slots × 4 bytes = 69 KB per node, whatever happens to the node, and nothing is allocated while
 * measuring. Floats hold 24 bits: a 4 GiB memory figure is right to 256 bytes, which no chart shows. Slots without a sample are NaN.
 *
 * <p>The history lives in this process: a restart of the monitoring-service begins it anew. What must outlive that is scraped by
 * Prometheus.
 */
public final class History {

    static final int FINE_SLOTS = 720;
    static final int MINUTE_SLOTS = 1440;

    private static final long NEVER = Long.MIN_VALUE;
    private static final int SERIES = Metric.ALL.size();

    private final float[] fine = new float[SERIES * FINE_SLOTS];
    private final float[] minutes = new float[SERIES * MINUTE_SLOTS];
    private long first = NEVER;
    private long last = NEVER;

    public History() {
        forget();
    }

    private void forget() {
        Arrays.fill(fine, Float.NaN);
        Arrays.fill(minutes, Float.NaN);
        first = NEVER;
        last = NEVER;
    }

    /** Keeps a sample. Ticks between it and the one before stay gaps; one for an earlier tick than the last is dropped. */
    public synchronized void record(long tick, Sample sample) {
        if (last != NEVER && tick - last > (long) MINUTE_SLOTS * Ticks.IN_A_MINUTE) forget();
        // the clock was set back: what lies in its future now would be shown as the present later
        if (last != NEVER && last - tick > Ticks.IN_A_MINUTE) forget();
        if (last == NEVER) {
            first = tick;
            last = tick;
        }
        if (tick < last) return;
        while (last < tick) advance();
        for (var metric : Metric.ALL) fine[fineSlot(metric, tick)] = metric.of(sample);
    }

    private void advance() {
        last++;
        if (last % Ticks.IN_A_MINUTE == 0) {
            var ended = last / Ticks.IN_A_MINUTE - 1;
            for (var metric : Metric.ALL) minutes[minuteSlot(metric, ended)] = averageOfMinute(metric, ended);
        }
        for (var metric : Metric.ALL) fine[fineSlot(metric, last)] = Float.NaN;
    }

    /**
     * One series, from the range's begin, or from the first sample if that is later, until now. The tick of this moment is left out
     * while its sample is not in.
     */
    public synchronized Points read(Metric metric, Range range, Instant now) {
        var until = Ticks.before(now);
        if (last < until) until--;
        var end = Math.floorDiv(until, range.ticksPerPoint);
        var begin = end - range.points + 1;
        if (first == NEVER) begin = end + 1;
        else begin = Math.min(Math.max(begin, Math.floorDiv(first, range.ticksPerPoint)), end + 1);
        var values = new float[(int) (end - begin + 1)];
        for (var i = 0; i < values.length; i++) values[i] = point(metric, range, begin + i);
        return new Points(Ticks.at(begin * range.ticksPerPoint), Ticks.STEP.multipliedBy(range.ticksPerPoint), values);
    }

    private float point(Metric metric, Range range, long index) {
        if (!range.isLong()) return averageOfTicks(metric, index * range.ticksPerPoint, range.ticksPerPoint);
        var count = range.ticksPerPoint / Ticks.IN_A_MINUTE;
        var mean = new Mean();
        for (var minute = index * count; minute < (index + 1) * count; minute++) mean.add(minute(metric, minute));
        return mean.value();
    }

    private float minute(Metric metric, long minute) {
        var current = last / Ticks.IN_A_MINUTE;
        if (minute == current) return averageOfMinute(metric, minute);
        return minute > current || minute <= current - MINUTE_SLOTS ? Float.NaN : minutes[minuteSlot(metric, minute)];
    }

    private float averageOfMinute(Metric metric, long minute) {
        return averageOfTicks(metric, minute * Ticks.IN_A_MINUTE, Ticks.IN_A_MINUTE);
    }

    private float averageOfTicks(Metric metric, long from, int count) {
        var mean = new Mean();
        for (var tick = from; tick < from + count; tick++) {
            if (tick <= last && tick > last - FINE_SLOTS) mean.add(fine[fineSlot(metric, tick)]);
        }
        return mean.value();
    }

    private static int fineSlot(Metric metric, long tick) {
        return metric.ordinal() * FINE_SLOTS + (int) Math.floorMod(tick, (long) FINE_SLOTS);
    }

    private static int minuteSlot(Metric metric, long minute) {
        return metric.ordinal() * MINUTE_SLOTS + (int) Math.floorMod(minute, (long) MINUTE_SLOTS);
    }

    /** The mean of what is there; NaN of nothing. */
    private static final class Mean {
        private double sum;
        private int count;

        void add(float value) {
            if (Float.isNaN(value)) return;
            sum += value;
            count++;
        }

        float value() {
            return count == 0 ? Float.NaN : (float) (sum / count);
        }
    }
}
