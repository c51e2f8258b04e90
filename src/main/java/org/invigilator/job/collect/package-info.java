/** Collecting what registered accounts show from live sources, and what that will cost. */
@org.jspecify.annotations.NullMarked
package org.invigilator.job.collect;
