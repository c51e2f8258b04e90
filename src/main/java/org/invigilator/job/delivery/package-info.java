/**
 * What leaves the machine once reports are written: the mail spool, and when a review pack is due.
 */
@org.jspecify.annotations.NullMarked
package org.invigilator.job.delivery;
