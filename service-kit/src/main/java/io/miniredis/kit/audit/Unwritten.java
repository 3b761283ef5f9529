package io.miniredis.kit.audit;

/** What the transaction has changed in memory only; Hibernate would write it at the very end. */
@FunctionalInterface
interface Unwritten {
    void write();
}
