/**
 * Scheduled audits: when each job runs, which runs were missed, and whether the scheduler works.
 */
@NullMarked
package org.invigilator.schedule;

import org.jspecify.annotations.NullMarked;
