/** Secrets at rest and the making of ids and passwords. */
@NullMarked
package io.miniredis.kit.secret;

import org.jspecify.annotations.NullMarked;
