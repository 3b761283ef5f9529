/** What is refused before any route is looked at. */
@NullMarked
package io.miniredis.gateway.door;

import org.jspecify.annotations.NullMarked;
