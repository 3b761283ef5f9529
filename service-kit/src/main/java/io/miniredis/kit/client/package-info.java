/** HTTP clients of one service towards another, with deadlines and a service token. */
@NullMarked
package io.miniredis.kit.client;

import org.jspecify.annotations.NullMarked;
