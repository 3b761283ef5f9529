package io.miniredis.kit.problem;

/**
 * One field that is wrong.
 *
 * @param field its name as the client wrote it, dotted where it is nested
 * @param message what is wrong and what would be right
 */
public record FieldProblem(String field, String message) {}
