package org.invigilator.job.workflow;

/**
 * What the person who starts a run has said may be done although it is usually a mistake.
 *
 * @param newLedger to begin an empty ledger where reports of earlier audits are
 * @param sameTrust to continue the ledger of a trust of another name
 */
public record StartOptions(boolean newLedger, boolean sameTrust) {
  /** A run that no one watches. */
  public static final StartOptions NONE = new StartOptions(false, false);
}
