package org.invigilator.job;

/** What tests must not do side by side. */
public final class OneAtATime {
  /**
   * Audits: Batch keeps the contexts of running steps in one map for the whole process, by the ids
   * that each database counts from 1, so that two audits in one process take each other's.
   */
  public static final String AUDITS = "audits";

  private OneAtATime() {}
}
