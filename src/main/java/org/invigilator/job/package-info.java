/** One audit as a restartable batch, an account a partition. */
@NullMarked
package org.invigilator.job;

import org.jspecify.annotations.NullMarked;
