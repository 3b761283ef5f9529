package io.miniredis.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The recipe of the images. */
class ImageTests {

    private static final Pattern TOUCHED = Pattern.compile("touch [^&\\n]*--date=(\\S+)");
    private static final Pattern OUTPUT_TIMESTAMP =
            Pattern.compile("<project.build.outputTimestamp>(.*)</project.build.outputTimestamp>");

    /** A start-up record is for jars of that time, and .ci/images push takes from whatever is younger than the pom's timestamp its time. */
    @Test
    void timesOfJarsWhenAnImageIsPushedStayWhatTheStartUpRecordWasMadeWith() throws Exception {
        var pushed = OUTPUT_TIMESTAMP.matcher(Files.readString(Path.of("../pom.xml")));
        assertThat(pushed.find()).isTrue();
        assertThat(Files.readString(Path.of("../.ci/images"))).contains("project.build.outputTimestamp");
        assertThat(TOUCHED.matcher(Files.readString(Path.of("../Dockerfile"))).results())
                .extracting(it -> Instant.parse(it.group(1)))
                // the jars, and Java
                .hasSize(2)
                .allSatisfy(it -> assertThat(it).isBeforeOrEqualTo(Instant.parse(pushed.group(1))));
    }
}
