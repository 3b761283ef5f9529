/** What is on disk: the data folder, a folder per node, the trash. */
@NullMarked
package io.miniredis.nodemanager.folder;

import org.jspecify.annotations.NullMarked;
