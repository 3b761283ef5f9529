package io.miniredis.nodemanager.engine;

import io.miniredis.kit.node.NodeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The three users of a node. An engine refuses an ACL that names a command it does not know, so what differs between engines is told
 * apart here and nowhere else.
 */
public final class Acl {

    /** The node-manager's own user: full rights. */
    public static final String ADMIN = "miniredis";
    /** The monitoring-service's user: reads measurements only. */
    public static final String MONITOR = "monitor";
    /** The tenant. */
    public static final String TENANT = "default";

    /** What would let a tenant leave its box or break supervision. */
    private static final List<String> FORBIDDEN = List.of(
            "-config",
            "-module",
            "-debug",
            "-shutdown",
            "-replicaof",
            "-slaveof",
            "-failover",
            "-save",
            "-bgsave",
            "-bgrewriteaof",
            "-acl",
            "+acl|whoami",
            "+acl|cat",
            "-migrate",
            "-sync",
            "-psync",
            "-replconf",
            "-cluster",
            "+cluster|info",
            "+cluster|nodes",
            "+cluster|slots",
            "+cluster|shards",
            "+cluster|myid",
            "+cluster|keyslot",
            "+cluster|countkeysinslot",
            "+cluster|getkeysinslot",
            "+cluster|help",
            "-client|pause",
            "-client|unpause",
            "-client|no-evict",
            "-latency|reset",
            "-slowlog|reset",
            "-swapdb",
            // forks a process for each debugged script
            "-script|debug",
            // internal to the engine, asserts on bad input
            "-pfdebug",
            "-pfselftest",
            "-restore-asking");

    private static final List<String> FORBIDDEN_SINCE_VALKEY_8_1 = List.of(
            // the slow log's successor
            "-commandlog|reset",
            // keeps expired keys alive for whoever says so, while the engine imports
            "-client|import-source");

    private static final List<String> MEASUREMENTS = List.of(
            "-@all",
            "+ping",
            "+info",
            "+slowlog|get",
            "+slowlog|len",
            "+latency|latest",
            "+latency|history",
            "+latency|histogram",
            "+client|list",
            "+client|info",
            "+client|id",
            "+client|setname",
            "+memory|stats",
            "+command",
            "+select",
            "+dbsize");

    private final Engine engine;

    public Acl(Engine engine) {
        this.engine = engine;
    }

    /** The ACL file of a node; only hashes of passwords are in it. */
    public String file(NodeSpec spec, String adminPasswordHash) {
        return Stream.of(admin(adminPasswordHash), monitor(spec), tenant(spec))
                .map(it -> "user " + String.join(" ", it))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** Name and rules of the admin, as {@code ACL SETUSER} takes them too. */
    List<String> admin(String passwordHash) {
        return rules(ADMIN, List.of(passwordHash), List.of("~*", "&*", "+@all"));
    }

    /** Name and rules of the monitoring user. */
    public List<String> monitor(NodeSpec spec) {
        var measurements = new ArrayList<>(List.of("resetkeys", "resetchannels"));
        measurements.addAll(MEASUREMENTS);
        if (knowsClientSetInfo()) measurements.add("+client|setinfo");
        return rules(MONITOR, spec.monitorPasswordHashes(), measurements);
    }

    /** Name and rules of the tenant. */
    public List<String> tenant(NodeSpec spec) {
        var rights = new ArrayList<>(List.of("~*", "&*", "+@all"));
        rights.addAll(FORBIDDEN);
        if (isValkeySince81()) rights.addAll(FORBIDDEN_SINCE_VALKEY_8_1);
        return rules(TENANT, spec.tenantPasswordHashes(), rights);
    }

    private static List<String> rules(String user, List<String> passwordHashes, List<String> rights) {
        var rules = new ArrayList<>(List.of(user, "reset", "on", "sanitize-payload"));
        passwordHashes.forEach(it -> rules.add("#" + it));
        rules.addAll(rights);
        return rules;
    }

    private boolean knowsClientSetInfo() {
        return engine.version().isAtLeast(7, 2);
    }

    private boolean isValkeySince81() {
        return engine.kind() == Engine.Kind.VALKEY && engine.version().isAtLeast(8, 1);
    }
}
