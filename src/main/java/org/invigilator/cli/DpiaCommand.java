package org.invigilator.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.Secrets;
import org.invigilator.job.StateLocation;
import org.invigilator.job.TrustInput;
import org.invigilator.privacy.DataProtectionPack;
import org.invigilator.register.OwnerOnly;
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
        "Writes the data protection pack as a Word document, filled in from the current settings: purposes, data, sources, recipients, retention, risks, measures.")
final class DpiaCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private TrustOptions trust = new TrustOptions();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    AuditRequest request = trust.request(Clock.systemUTC(), false);
    TrustInput input = TrustInput.of(request, request.asOf());
    Map<String, String> environment = Secrets.environment();
    boolean server = request.state() instanceof StateLocation.Server;
    DataProtectionPack pack =
        new DataProtectionPack(
            input.settings(),
            input.requirements(),
            input.index(),
            input.sources(),
            !server && !environment.getOrDefault("INVIGILATOR_STATE_KEY", "").isBlank(),
            !environment.getOrDefault("INVIGILATOR_SAFEGUARDING_PASSWORD", "").isBlank(),
            server ? "on a database server" : "in a folder on this machine");
    Path folder = OwnerOnly.folder(request.out());
    Path file = folder.resolve("data-protection-" + request.asOf() + ".docx");
    OwnerOnly.replace(
        file, to -> WordDocument.write(pack.title(), request.asOf(), pack.blocks(), to));
    out.println("Document:   " + Summary.shown(file));
    return 0;
  }
}
