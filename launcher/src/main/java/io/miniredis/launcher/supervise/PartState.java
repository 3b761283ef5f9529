package io.miniredis.launcher.supervise;

/** How a part is, as its keeper sees it. */
public enum PartState {
    /** Not started yet. */
    WAITING,
    /** Its process runs and does not answer yet. */
    STARTING,
    READY,
    /** Its process ended or could not be started; it is started again after a while. */
    DOWN
}
