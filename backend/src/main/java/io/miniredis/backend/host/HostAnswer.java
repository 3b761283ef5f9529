package io.miniredis.backend.host;

import io.miniredis.kit.node.NodeStatus;

/** What came of asking a host for something. */
public sealed interface HostAnswer {

    /** The host did it, or is doing it. */
    record Observed(NodeStatus status) implements HostAnswer {}

    /** The node is not there any more. */
    record Gone() implements HostAnswer {}

    /** The host understood and cannot; asking again soon will not help. */
    record Refused(String code, String detail) implements HostAnswer {}

    /** Nobody knows whether it was done: no answer, or not a sensible one. Asking again is right. */
    record Unreachable(String detail) implements HostAnswer {}
}
