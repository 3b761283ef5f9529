/** The built dashboard: which file answers which path, for how long it may be kept, and what the page may do. */
@NullMarked
package io.miniredis.frontend.pages;

import org.jspecify.annotations.NullMarked;
