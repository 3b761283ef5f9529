package io.miniredis.nodemanager.node;

import java.util.List;

/**
 * What an engine says of itself each time that it is looked after.
 *
 * @param clients connections to it, ours included
 * @param canWrite whether what it wrote last to its files went well
 */
record Vitals(int clients, boolean canWrite) {

    /** One question for all: it costs the engine little more than a PING. Several sections are asked for since Redis 7.0. */
    static final String[] QUESTION = {"INFO", "clients", "persistence"};

    private static final String CLIENTS = "\nconnected_clients:";
    private static final List<String> WRITE_FAILED =
            List.of("\naof_last_write_status:err", "\nrdb_last_bgsave_status:err", "\naof_last_bgrewrite_status:err");

    /** Hundreds of these are read each second, so that what is looked for is plain text and no pattern. */
    static Vitals of(String info) {
        return new Vitals(clients(info), WRITE_FAILED.stream().noneMatch(info::contains));
    }

    private static int clients(String info) {
        var at = info.indexOf(CLIENTS);
        if (at < 0) return 0;
        var begin = at + CLIENTS.length();
        var end = info.indexOf('\r', begin);
        return end < 0 ? 0 : Integer.parseInt(info, begin, end, 10);
    }
}
