package org.invigilator.job.step;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.invigilator.privacy.Purge;
import org.invigilator.register.LondonTime;
import org.invigilator.register.OwnerOnly;
import org.invigilator.report.ReportFiles;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Deletes what is older than it may be kept, and lists it as {@code purge.csv}. */
public final class PurgeStep implements Tasklet {
  public static final String NAME = "purge";

  private final RunContext run;
  private final RunReport report;

  public PurgeStep(RunContext run, RunReport report) {
    this.run = run;
    this.report = report;
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext context)
      throws Exception {
    run.stop().check();
    if (!AuditAge.isRecent(run)) {
      return RepeatStatus.FINISHED;
    }
    List<Purge.Deletion> deleted =
        run.state()
            .purge(
                run.request(),
                LondonTime.date(run.clock().instant()),
                run.input().requirements().retention(),
                false);
    write(deleted, ReportFiles.folder(report.model(), run.request().out()));
    if (!deleted.isEmpty()) {
      long records = deleted.stream().mapToLong(Purge.Deletion::count).sum();
      run.state()
          .log()
          .add(
              run.user(),
              "purge",
              records + " records of " + deleted.size() + " kinds",
              run.clock().instant());
      StepFacts.keep(contribution, StepFacts.PURGED, List.of(Long.toString(records)));
    }
    return RepeatStatus.FINISHED;
  }

  /** Writes what was deleted as {@code purge.csv} into a folder. */
  public static Path write(List<Purge.Deletion> deleted, Path folder) throws IOException {
    OwnerOnly.folder(folder);
    Path file = folder.resolve("purge.csv");
    OwnerOnly.replace(
        file,
        out -> {
          CsvWriter csv = CsvWriter.builder().build(out, StandardCharsets.UTF_8);
          csv.writeRecord("what", "where", "count", "why");
          deleted.forEach(
              one ->
                  csv.writeRecord(one.what(), one.where(), Long.toString(one.count()), one.why()));
          csv.flush();
        });
    return file;
  }
}
