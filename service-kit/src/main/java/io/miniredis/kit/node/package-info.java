/** The wire records of the node-manager's API. */
@NullMarked
package io.miniredis.kit.node;

import org.jspecify.annotations.NullMarked;
