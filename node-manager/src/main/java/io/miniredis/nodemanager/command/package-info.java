/** Single commands that a tenant runs in the console. */
@NullMarked
package io.miniredis.nodemanager.command;

import org.jspecify.annotations.NullMarked;
