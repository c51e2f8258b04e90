/**
 * The same audits on a clock: when each job runs, which night was missed, and whether all is well.
 */
@NullMarked
package org.invigilator.schedule;

import org.jspecify.annotations.NullMarked;
