package io.miniredis.nodemanager.folder;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where nodes live on disk.
 *
 * @param dir the data folder (MINIREDIS_DATA_DIR)
 * @param hostId the host that the folder belongs to (HOST_ID)
 * @param takeOver whether a folder that another host wrote becomes this host's (MINIREDIS_DATA_TAKEOVER)
 * @param trashKeep how long the folder of a deleted node is kept (MINIREDIS_TRASH_KEEP)
 */
@Validated
@ConfigurationProperties("miniredis.data")
public record FolderProperties(
        @NotNull(message = "MINIREDIS_DATA_DIR must name a folder")
        Path dir,

        @DefaultValue("local") String hostId,
        @DefaultValue("false") boolean takeOver,

        @NotNull(message = "MINIREDIS_TRASH_KEEP must be a duration such as 72h") @DefaultValue("72h")
        Duration trashKeep) {}
