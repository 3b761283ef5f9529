package io.miniredis.helm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What the image of the backups is told of its schedule. */
class BackupTests {

    /** The alert for backups that are too old goes by it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "17 2 * * * | 1d",
                "*/5 * * * * | 5m",
                "17 * * * * | 1h",
                "17 */6 * * * | 6h",
                "17 2 * * 1-5 | 1d",
                "0,30 * * * * | 1d"
            })
    void intervalWhenTheScheduleIsRegularFollowsIt(String schedule, String every) {
        assertThat(settings("{enabled: true, schedule: \"" + schedule + "\"}")
                        .path("BACKUP_EVERY")
                        .asString())
                .isEqualTo(every);
    }

    @Test
    void retentionWhenItIsSetReachesTheImage() {
        var settings = settings("{enabled: true, keep: {within: 3d, daily: 9, weekly: 8, monthly: 5}}");
        assertThat(settings.path("BACKUP_KEEP_WITHIN").asString()).isEqualTo("3d");
        assertThat(settings.path("BACKUP_KEEP_DAILY").asString()).isEqualTo("9");
        assertThat(settings.path("BACKUP_KEEP_WEEKLY").asString()).isEqualTo("8");
        assertThat(settings.path("BACKUP_KEEP_MONTHLY").asString()).isEqualTo("5");
    }

    private static JsonNode settings(String backup) {
        return Chart.MINIREDIS
                .with("backup: " + backup)
                .render()
                .one("ConfigMap", "miniredis-backup")
                .at("/data");
    }
}
