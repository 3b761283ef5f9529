/** What happened to databases: as a list, and live. */
@NullMarked
package io.miniredis.backend.history;

import org.jspecify.annotations.NullMarked;
