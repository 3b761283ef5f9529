/** Which service answers which path, what goes on to it and in what time, and what is said when it does not answer. */
@NullMarked
package io.miniredis.gateway.route;

import org.jspecify.annotations.NullMarked;
