/** A stand-in for X and Bluesky on this machine, fed from a trust folder. */
@NullMarked
package org.invigilator.demo;

import org.jspecify.annotations.NullMarked;
