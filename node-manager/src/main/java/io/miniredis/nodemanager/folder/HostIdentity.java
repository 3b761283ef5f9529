package io.miniredis.nodemanager.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whose data folder it is, in {@code host.json}. Two hosts that both run a copy of the same databases would both take writes, and
 * whoever copied the folder back would lose one side's.
 *
 * @param hostId the platform's name for the host (HOST_ID)
 * @param machineId the machine's own id; empty where it has none, as in containers
 */
record HostIdentity(String hostId, String machineId) {

    private static final JsonMapper json = JsonMapper.builder().build();
    private static final Path MACHINE_ID = Path.of("/etc/machine-id");

    static HostIdentity ofThisHost(String hostId) {
        return new HostIdentity(hostId, machine());
    }

    private static String machine() {
        try {
            return Files.readString(MACHINE_ID).strip();
        } catch (IOException none) {
            return "";
        }
    }

    /**
     * Makes the folder this host's, if it is nobody's or {@code takeOver} says so.
     *
     * @throws StartRefused when it is another host's
     */
    void claim(Path folder, boolean takeOver) throws IOException {
        var file = folder.resolve("host.json");
        var found = read(file);
        if (found.isPresent() && !isSameAs(found.get()) && !takeOver) {
            throw new StartRefused(
                    "MINIREDIS_DATA_DIR %s belongs to another host: it was written by %s, and this is %s. If that host still runs these databases, two copies of them would take writes. Stop it for good, then set MINIREDIS_DATA_TAKEOVER=true for one start."
                            .formatted(folder, found.get().described(), described()));
        }
        if (!found.equals(Optional.of(this))) Disk.replace(file, json.writeValueAsBytes(this));
    }

    private static Optional<HostIdentity> read(Path file) throws IOException {
        try {
            return Optional.of(json.readValue(Files.readAllBytes(file), HostIdentity.class));
        } catch (NoSuchFileException nobodys) {
            return Optional.empty();
        } catch (JacksonException damaged) {
            throw new StartRefused(
                    "%s is damaged, so nobody can tell whose data this is. Remove the file if it is this host's."
                            .formatted(file));
        }
    }

    private boolean isSameAs(HostIdentity other) {
        return hostId.equals(other.hostId)
                && (machineId.isEmpty() || other.machineId.isEmpty() || machineId.equals(other.machineId));
    }

    private String described() {
        return machineId.isEmpty() ? "host " + hostId : "host " + hostId + " on the machine " + machineId;
    }
}
