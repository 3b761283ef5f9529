/** Shows what each persistence keeps when an engine is killed, when it is switched, and when the disk is full. */
package io.miniredis.nodemanager.durability;
