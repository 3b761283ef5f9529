/** What tenants can order: named limits. */
@NullMarked
package io.miniredis.backend.plan;

import org.jspecify.annotations.NullMarked;
