/** The nodes of this host: what each should be, what it is, and the loop that brings the two together. */
@NullMarked
package io.miniredis.nodemanager.node;

import org.jspecify.annotations.NullMarked;
