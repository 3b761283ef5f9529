/** Looks at a service's database that came out of a backup, in the restore test of the image {@code backup}. */
@NullMarked
package io.miniredis.kit.restore;

import org.jspecify.annotations.NullMarked;
