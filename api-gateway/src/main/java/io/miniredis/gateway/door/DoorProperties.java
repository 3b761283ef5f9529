package io.miniredis.gateway.door;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What is let in.
 *
 * @param publicUrl where browsers see the dashboard (MINIREDIS_PUBLIC_URL); empty: wherever they say
 * @param corsOrigins other sites whose scripts may call with a browser's session (MINIREDIS_CORS_ORIGINS)
 * @param originRequired whether even a call with neither {@code Origin} nor {@code Sec-Fetch-Site}, which no browser makes, is refused
 *     when it comes with a cookie (MINIREDIS_ORIGIN_REQUIRED)
 * @param headerSize of all headers together (MINIREDIS_HEADER_LIMIT)
 * @param headerCount how many headers
 * @param urlLength characters of path and query
 */
@Validated
@ConfigurationProperties("miniredis.door")
record DoorProperties(
        @DefaultValue("")
        @Pattern(
                regexp = "(" + ORIGIN + "(/.*)?)?",
                message = "MINIREDIS_PUBLIC_URL must be a URL such as https://redis.example.com")
        String publicUrl,

        @DefaultValue
        List<
                        @Pattern(
                                regexp = ORIGIN,
                                message =
                                        "MINIREDIS_CORS_ORIGINS must be origins such as https://app.example.com, separated by commas")
                        String>
                corsOrigins,

        @DefaultValue("false") boolean originRequired,
        @DefaultValue("16KB") DataSize headerSize,
        @DefaultValue("80") @Min(20) int headerCount,
        @DefaultValue("4096") @Min(256) int urlLength) {

    private static final String ORIGIN = "https?://[A-Za-z0-9.\\-\\[\\]:]+";
}
