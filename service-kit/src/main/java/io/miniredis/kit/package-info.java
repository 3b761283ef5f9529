/** What every service shares, wired in by auto-configuration. */
@NullMarked
package io.miniredis.kit;

import org.jspecify.annotations.NullMarked;
