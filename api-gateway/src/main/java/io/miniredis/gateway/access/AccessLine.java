package io.miniredis.gateway.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * One request in the log. There is no query, no header and no path that a caller could have put a secret into: the route is a template of
 * the contract.
 *
 * @param time when it came, ISO 8601 in UTC
 * @param route {@code /api/v1/databases/{databaseId}}, or {@code other} for what the contract does not know
 * @param status of the answer
 * @param millis until the last byte of the answer
 * @param bytes of the answer's body, as they went out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
    "time",
    "method",
    "route",
    "status",
    "millis",
    "bytes",
    "address",
    "organization",
    "subject",
    "trace"
})
record AccessLine(
        String time,
        String method,
        String route,
        int status,
        double millis,
        long bytes,
        String address,
        @Nullable String organization,
        @Nullable String subject,
        @Nullable String trace) {}
