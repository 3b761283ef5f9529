/** How the house writes JSON. */
@NullMarked
package io.miniredis.kit.json;

import org.jspecify.annotations.NullMarked;
