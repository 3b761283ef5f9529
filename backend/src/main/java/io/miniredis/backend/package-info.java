/** Organizations' databases: what each should be, and the work of making it so. */
@NullMarked
package io.miniredis.backend;

import org.jspecify.annotations.NullMarked;
