/** The steps of a run, one class each. */
@org.jspecify.annotations.NullMarked
package org.invigilator.job.step;
