/** The saved copy of an account on one day, read from a snapshot folder. */
@NullMarked
package org.invigilator.snapshot;

import org.jspecify.annotations.NullMarked;
