package io.miniredis.backend.database;

/**
 * What an organization has.
 *
 * @param databases how many, those that are stopped included
 * @param memoryLimitBytes the sum of their plans' memory
 */
public record OrganizationUsage(String organizationId, long databases, long memoryLimitBytes) {}
