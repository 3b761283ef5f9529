package io.miniredis.nodemanager.runtime;

import java.util.Locale;

/** One of the things that keep an engine in its box. */
enum Restraint {
    /** A user id of its own, and files that are its own. */
    UID,
    /** No program that it starts gets more rights than it has. */
    NO_NEW_PRIVILEGES,
    NO_CAPABILITIES,
    /** The kernel lets it read what programs need and its own files, and write its own data, whoever it runs as. */
    LANDLOCK,
    /** Limits of address space, descriptors and, with a user of its own, threads. */
    LIMITS,
    /** Its processes share a limit of memory. */
    CGROUP_MEMORY;

    /** As reports and {@code ./miniredis status} have it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
