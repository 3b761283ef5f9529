package io.miniredis.nodemanager.node;

import java.util.regex.Pattern;

/**
 * What an engine says of itself each time that it is looked after.
 *
 * @param clients connections to it, ours included
 * @param canWrite whether what it wrote last to its files went well
 */
record Vitals(int clients, boolean canWrite) {

    /** One question for all: it costs the engine little more than a PING. Several sections are asked for since Redis 7.0. */
    static final String[] QUESTION = {"INFO", "clients", "persistence"};

    private static final Pattern CLIENTS = Pattern.compile("(?m)^connected_clients:(\\d+)");
    private static final Pattern WRITE_FAILED =
            Pattern.compile("(?m)^(aof_last_write_status|rdb_last_bgsave_status|aof_last_bgrewrite_status):err");

    static Vitals of(String info) {
        var clients = CLIENTS.matcher(info);
        return new Vitals(
                clients.find() ? Integer.parseInt(clients.group(1)) : 0,
                !WRITE_FAILED.matcher(info).find());
    }
}
