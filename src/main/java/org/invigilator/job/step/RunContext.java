package org.invigilator.job.step;

import java.time.Clock;
import java.util.Map;
import org.invigilator.finding.AuditRun;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.Progress;
import org.invigilator.job.Stop;
import org.invigilator.job.TrustInput;
import org.invigilator.job.store.StateStore;

/**
 * What every step of a run works on.
 *
 * @param run the run as the ledger knows it when the steps begin
 * @param trial whether mails become files and none is sent
 * @param environment where credentials, keys and passwords are looked for
 * @param user who is entered in the log as the one who ran it
 */
public record RunContext(
    AuditRequest request,
    TrustInput input,
    StateStore state,
    AuditRun run,
    boolean trial,
    Map<String, String> environment,
    Clock clock,
    Progress progress,
    Stop stop,
    String user) {}
