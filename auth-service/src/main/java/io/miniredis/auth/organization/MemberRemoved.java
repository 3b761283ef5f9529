package io.miniredis.auth.organization;

/** Somebody left or was removed. Told within the transaction that did it: what they had handed out ends with it. */
public record MemberRemoved(String organizationId, String userId) {}
