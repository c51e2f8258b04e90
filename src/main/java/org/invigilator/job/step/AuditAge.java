package org.invigilator.job.step;

import java.time.LocalDate;
import org.invigilator.register.LondonTime;

/** Whether an audit is of these days, so that what belongs to a day is done with it. */
final class AuditAge {
  /** For so many days after its date an audit that was made up for still counts as that day's. */
  private static final int LATE = 7;

  private AuditAge() {}

  static boolean isRecent(RunContext run) {
    LocalDate today = LondonTime.date(run.clock().instant());
    LocalDate asOf = run.request().asOf();
    return !asOf.isAfter(today) && !asOf.plusDays(LATE).isBefore(today);
  }
}
