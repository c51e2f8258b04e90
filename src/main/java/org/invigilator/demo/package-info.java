/** A demo server in place of X and Bluesky, on this machine, with the data of a trust folder. */
@NullMarked
package org.invigilator.demo;

import org.jspecify.annotations.NullMarked;
