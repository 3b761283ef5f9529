package io.miniredis.nodemanager.node;

import io.miniredis.kit.node.Persistence;
import io.miniredis.nodemanager.connection.AdminConnection;
import io.miniredis.nodemanager.engine.EngineConfig;
import io.miniredis.nodemanager.folder.EngineFiles;
import io.miniredis.nodemanager.folder.KeptFiles;
import io.miniredis.nodemanager.folder.KeptFiles.Kept;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Moves a running engine from any persistence to another without losing anything: what the old one keeps is dropped only when the new
 * one has everything. Each step may be repeated, so that a node-manager that died in between starts over.
 */
final class PersistenceSwitch {

    private static final Duration DEADLINE = Duration.ofMillis(1500);

    final Persistence wished;
    private final AdminConnection admin;
    private final EngineFiles files;
    private final KeptFiles kept;
    private @Nullable Object snapshotBefore;
    private boolean rewriteAsked;

    PersistenceSwitch(Persistence wished, AdminConnection admin, EngineFiles files, KeptFiles kept) {
        this.wished = wished;
        this.admin = admin;
        this.files = files;
        this.kept = kept;
    }

    /** Goes on as far as it can. @return whether the wished persistence is in force, with nothing of the old one left */
    boolean advance() throws IOException {
        return switch (wished) {
            case AOF, AOF_ALWAYS -> toAppendOnly();
            case SNAPSHOT -> toSnapshot();
            case NONE -> toNone();
        };
    }

    private boolean toAppendOnly() throws IOException {
        if (!rewriteAsked) {
            set("appendfsync", EngineConfig.fsync(wished));
            // a switch that was cut short has left the engine appending to a file that is set aside
            if (!files.hasAppendOnlyFile() && info("aof_enabled:1")) set("appendonly", "no");
            set("appendonly", "yes");
            rewriteAsked = true;
        }
        // until the first rewrite is through, a crash is covered by the snapshots alone
        if (!files.hasAppendOnlyFile() || info("aof_rewrite_in_progress:1")) return false;
        kept.note();
        set("save", "");
        return true;
    }

    private boolean toSnapshot() throws IOException {
        set("save", EngineConfig.saves(wished));
        if (!isSaved()) return false;
        kept.expect(Kept.SNAPSHOT);
        // first out of the way, then off: in between the snapshot of just now is what counts
        files.setAppendOnlyFileAside();
        set("appendonly", "no");
        return true;
    }

    /** Whether there is a snapshot that was begun after the switch was wished. */
    private boolean isSaved() throws IOException {
        if (snapshotBefore == null) {
            if (info("rdb_bgsave_in_progress:1") || info("aof_rewrite_in_progress:1")) return false;
            var before = files.snapshotIdentity();
            admin.call(DEADLINE, "BGSAVE");
            snapshotBefore = before;
        }
        if (info("rdb_bgsave_in_progress:1")) return false;
        if (!files.snapshotIdentity().equals(snapshotBefore)) return true;
        snapshotBefore = null;
        throw new JedisDataException("it could not write a snapshot");
    }

    private boolean toNone() throws IOException {
        kept.expect(Kept.NOTHING);
        set("save", "");
        files.setAppendOnlyFileAside();
        set("appendonly", "no");
        // one that is being written would come back later, and be taken for what the next persistence begins with
        if (info("rdb_bgsave_in_progress:1")) return false;
        files.setSnapshotAside();
        return true;
    }

    private void set(String name, String value) {
        admin.call(DEADLINE, "CONFIG", "SET", name, value);
    }

    private boolean info(String line) {
        return admin.call(DEADLINE, "INFO", "persistence").contains(line);
    }
}
