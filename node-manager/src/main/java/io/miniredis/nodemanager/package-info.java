/** Runs the nodes of one host: ports, processes, files. */
@NullMarked
package io.miniredis.nodemanager;

import org.jspecify.annotations.NullMarked;
