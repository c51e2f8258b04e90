/** The flow of one run from its first step to its last, and how it ended. */
@org.jspecify.annotations.NullMarked
package org.invigilator.job.workflow;
