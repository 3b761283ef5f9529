/** The record of changes as tenants see it: this service's part and the auth-service's, as one. */
@NullMarked
package io.miniredis.backend.audit;

import org.jspecify.annotations.NullMarked;
