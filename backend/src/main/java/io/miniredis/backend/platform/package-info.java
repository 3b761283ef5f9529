/** What the platform's operators see: hosts, nodes, operations and usage of everybody, and no tenant's data. Each look is recorded. */
@NullMarked
package io.miniredis.backend.platform;

import org.jspecify.annotations.NullMarked;
