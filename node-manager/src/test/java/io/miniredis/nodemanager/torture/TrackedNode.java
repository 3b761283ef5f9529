package io.miniredis.nodemanager.torture;

import io.miniredis.kit.node.NodeSpec;
import io.miniredis.kit.node.Persistence;
import io.miniredis.kit.secret.Tokens;
import io.miniredis.nodemanager.node.HostForTests;
import io.miniredis.nodemanager.node.SpecsForTests;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the test has asked of one node, and what of it was acknowledged: an order that was not may have been carried out or not. */
final class TrackedNode {

    private static final JsonMapper json = JsonMapper.builder().build();

    /** Creation and deletion go alone, changes beside each other. */
    final ReentrantReadWriteLock turn = new ReentrantReadWriteLock();
    /** Whether it keeps every write for all its life, so that each acknowledged one must be there after any kill. */
    final boolean losesNothing;

    private final Map<Long, NodeSpec> issued = new HashMap<>();
    private final Map<Long, String> passwords = new HashMap<>();
    private final Set<Long> writes = ConcurrentHashMap.newKeySet();
    private final AtomicLong nextWrite = new AtomicLong();
    private NodeSpec newest;
    private long acknowledged;
    private boolean deletionIssued;
    private boolean deletionAcknowledged;
    private boolean refused;

    TrackedNode(String id, Persistence persistence, boolean losesNothing) {
        this.losesNothing = losesNothing;
        newest = with(SpecsForTests.spec(id), Map.of("persistence", persistence));
        issued.put(newest.generation(), newest);
        passwords.put(newest.generation(), HostForTests.PASSWORD);
    }

    /** Some fields changed and all others as they are, whichever fields there are. */
    static NodeSpec with(NodeSpec spec, Map<String, ?> changes) {
        ObjectNode tree = json.valueToTree(spec);
        changes.forEach((field, value) -> tree.set(field, json.valueToTree(value)));
        return json.treeToValue(tree, NodeSpec.class);
    }

    String id() {
        return newest.nodeId();
    }

    synchronized NodeSpec newest() {
        return newest;
    }

    /** The next generation, which counts as issued from now on. */
    synchronized NodeSpec issue(Map<String, ?> changes) {
        var all = new HashMap<String, Object>(changes);
        all.put("generation", newest.generation() + 1);
        passwords.put(newest.generation() + 1, password(newest.generation()));
        newest = with(newest, all);
        issued.put(newest.generation(), newest);
        return newest;
    }

    /** The next generation with another password; the one before stays valid. */
    synchronized NodeSpec issuePassword(String password) {
        var before = password(newest.generation());
        issue(Map.of("tenantPasswordHashes", List.of(Tokens.sha256(password), Tokens.sha256(before))));
        passwords.put(newest.generation(), password);
        return newest;
    }

    synchronized NodeSpec issueRestart() {
        return issue(Map.of("restarts", newest.restarts() + 1));
    }

    synchronized String password(long generation) {
        return passwords.getOrDefault(generation, HostForTests.PASSWORD);
    }

    synchronized void acknowledge(long generation) {
        acknowledged = Math.max(acknowledged, generation);
    }

    synchronized long acknowledged() {
        return acknowledged;
    }

    synchronized void issueDeletion() {
        deletionIssued = true;
    }

    synchronized void acknowledgeDeletion() {
        deletionAcknowledged = true;
    }

    synchronized boolean isDeletionIssued() {
        return deletionIssued;
    }

    /** Its creation was refused, so that nothing of it may be there. */
    synchronized void refuse() {
        refused = true;
    }

    /** What is on disk now cannot be undone by a later crash. A deletion that was not carried out may be ordered again. */
    synchronized void settle(NodeSpec onDisk) {
        acknowledged = onDisk.generation();
        deletionIssued = false;
    }

    long nextWrite() {
        return nextWrite.getAndIncrement();
    }

    void acknowledgeWrite(long number) {
        writes.add(number);
    }

    Set<Long> acknowledgedWrites() {
        return writes;
    }

    /** What is wrong with what the disk has of it, or null. */
    synchronized @Nullable String disagreement(@Nullable NodeSpec onDisk, boolean inTrash) {
        if (onDisk == null) {
            if (inTrash) return deletionIssued ? null : "is in the trash, and nobody deleted it";
            return acknowledged > 0 ? "is gone without a trace at generation " + acknowledged : null;
        }
        if (refused) return "was refused and is on disk";
        if (deletionAcknowledged) return "is there, though its deletion was acknowledged";
        if (onDisk.generation() < acknowledged)
            return "is at generation %d, though %d was acknowledged".formatted(onDisk.generation(), acknowledged);
        return onDisk.equals(issued.get(onDisk.generation())) ? null : "has a spec that nobody issued: " + onDisk;
    }
}
