package io.miniredis.nodemanager.runtime;

/**
 * What a program said that ran in a node's place.
 *
 * @param output both of its streams, the last 64 KiB of them
 */
public record ToolAnswer(int exitCode, String output) {}
