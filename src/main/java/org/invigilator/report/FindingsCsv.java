package org.invigilator.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.finding.Decision;
import org.invigilator.finding.Finding;
import org.invigilator.match.Tier;
import org.invigilator.rule.Catalogue;

/**
 * Writes {@code findings.csv}: UTF-8 with a BOM, so that a spreadsheet reads it; several values in
 * a cell are separated by semicolons.
 */
public final class FindingsCsv {
  private static final List<String> HEADER =
      List.of(
          "id",
          "rule",
          "title",
          "severity",
          "mode",
          "status",
          "weeks_open",
          "first_seen",
          "last_seen",
          "due",
          "academy",
          "account",
          "platform",
          "subject_kind",
          "subject_id",
          "url",
          "pupils",
          "people",
          "observed",
          "expected",
          "reason",
          "fix",
          "clauses",
          "basis",
          "owner",
          "note",
          "waiver",
          "decision",
          "confidence",
          "tier");

  private FindingsCsv() {}

  static void write(ReportModel model, OutputStream out) throws IOException {
    write(model.findings(), model.asOf(), out);
  }

  /** Writes findings as of a date. */
  public static void write(List<Finding> findings, LocalDate asOf, OutputStream out)
      throws IOException {
    Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    text.write('\uFEFF');
    CsvWriter csv = CsvWriter.builder().build(text);
    csv.writeRecord(HEADER);
    findings.forEach(f -> csv.writeRecord(row(f, asOf).map(FindingsCsv::harmless).toList()));
    csv.flush();
  }

  /** Rows of any table as CSV, with what a spreadsheet would take for a formula marked as text. */
  static String rows(List<List<String>> rows) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      rows.forEach(row -> csv.writeRecord(row.stream().map(FindingsCsv::harmless).toList()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static Stream<String> row(Finding f, LocalDate asOf) {
    return Stream.of(
        f.id(),
        f.rule(),
        ReportModel.title(f),
        f.severity().toString(),
        f.mode().toString(),
        f.status().label(),
        Long.toString(f.weeksOpen(asOf)),
        f.firstSeen().toString(),
        f.lastSeen().toString(),
        f.due().map(Object::toString).orElse(""),
        f.academy(),
        f.account(),
        f.platform(),
        f.subject().kind().label(),
        f.subject().id(),
        f.subject().url(),
        String.join("; ", f.pupils()),
        String.join("; ", f.people()),
        f.observed(),
        f.expected(),
        Catalogue.require(f.rule()).reason(),
        Catalogue.require(f.rule()).fix(),
        f.clauses().entrySet().stream()
            .flatMap(e -> e.getValue().stream().map(c -> e.getKey() + " " + c))
            .collect(Collectors.joining("; ")),
        f.policy() ? "policy" : "trust-choice",
        f.owner(),
        f.note(),
        decided(f, true),
        decided(f, false),
        f.confidence().map(c -> String.format(Locale.ROOT, "%.3f", c)).orElse(""),
        f.tier().map(Tier::label).orElse(""));
  }

  private static String decided(Finding f, boolean waiver) {
    return f.decision()
        .filter(d -> (d.kind() == Decision.Kind.WAIVER) == waiver)
        .map(Decision::inWords)
        .orElse("");
  }

  /** Marks as text what a spreadsheet would take for a formula. */
  private static String harmless(String cell) {
    return !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
  }
}
