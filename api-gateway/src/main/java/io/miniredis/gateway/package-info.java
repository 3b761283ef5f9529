/** The one door of the public API. */
@NullMarked
package io.miniredis.gateway;

import org.jspecify.annotations.NullMarked;
