package org.invigilator.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.Secrets;
import org.invigilator.job.TrustInput;
import org.invigilator.privacy.dpia.DataProtectionPack;
import org.invigilator.register.OwnerOnly;
import org.invigilator.report.Wording;
import org.invigilator.report.document.Block;
import org.invigilator.report.document.Gap;
import org.invigilator.report.document.WordDocument;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Writes the pack for the data protection officer. */
@Command(
    name = "dpia",
    mixinStandardHelpOptions = true,
    description =
        "Writes a data protection impact assessment under the headings of the ICO's template, as a Word document. It is filled in from the current settings; what only the trust can say is a marked gap.")
final class DpiaCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private TrustOptions trust = new TrustOptions();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    AuditRequest request = trust.request(Clock.systemUTC(), false);
    TrustInput input = TrustInput.of(request, request.asOf());
    DataProtectionPack pack =
        new DataProtectionPack(
            new AuditedSettings(request, input, Secrets.environment()).forPack(trust.schedule()));
    List<Block> blocks = pack.blocks();
    Path folder = OwnerOnly.folder(request.out());
    Path file = folder.resolve("data-protection-" + request.asOf() + ".docx");
    OwnerOnly.replace(file, to -> WordDocument.write(pack.title(), request.asOf(), blocks, to));
    out.println("Document:   " + Summary.shown(file));
    out.println("To do:      " + Wording.count(Gap.count(blocks), "gap") + " to complete");
    return 0;
  }
}
