package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.invigilator.job.store.StateStore;
import org.invigilator.job.workflow.AuditWorkflow;
import org.invigilator.job.workflow.RunOutcome;
import org.invigilator.policy.Delivery;
import org.invigilator.privacy.PupilRecords;
import org.invigilator.privacy.Traces;
import org.invigilator.register.Column;
import org.invigilator.register.Register;
import org.invigilator.register.RegisterReader;
import org.invigilator.register.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A pupil's name typed anywhere into the inputs of an audit is in none of its outputs. */
@ResourceLock(OneAtATime.AUDITS)
class QuotedNamesTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final String NAME =
      "Keziah Thornbury-\u00d8deg\u00e5rd, kez_th0rn. born 14/03/2012, UPN A123456789012";

  /** Columns that name something elsewhere; another name there would make the row useless. */
  private static final Set<String> NAMES_OF_THINGS =
      Set.of(
          "academy_code",
          "name",
          "scope",
          "scope_ref",
          "target",
          "role",
          "form",
          "full_name",
          "handle",
          "platform",
          "pack",
          "question_id",
          "domain",
          "link_url",
          "page_url",
          "status",
          "kind");

  @TempDir Path folder;

  private Path trust() throws Exception {
    Path trust = folder.resolve("trust");
    FileSystemUtils.copyRecursively(Path.of("jobs/sample-trust"), trust);
    FileSystemUtils.deleteRecursively(trust.resolve(".state"));
    for (Register register : Register.values()) {
      Path file = trust.resolve("registers/" + register.fileName() + ".csv");
      if (register != Register.CONSENT && Files.exists(file)) {
        edit(register, file);
      }
    }
    try (Stream<Path> captures = Files.walk(trust.resolve("snapshots"))) {
      for (Path capture : captures.filter(f -> f.endsWith("capture.json")).toList()) {
        ObjectNode json =
            (ObjectNode) JsonMapper.builder().build().readTree(Files.readAllBytes(capture));
        json.put("followers", "partial");
        json.putObject("reasons").put("followers", "closed by " + NAME);
        Files.writeString(capture, json.toString());
      }
    }
    Path decisions = Files.createDirectories(trust.resolve("decisions"));
    Files.writeString(
        decisions.resolve("Re Keziah Thornbury-\u00d8deg\u00e5rd.yaml"),
        "waivers:\n- {finding: F-0, reason: \"" + NAME + "\", until: 31/12/2026}\n");
    Files.writeString(
        trust.resolve("trust.yaml"),
        Files.readString(trust.resolve("trust.yaml"))
                .replaceAll("(?s)\ndelivery:.*?(?=\n\\S|$)", "")
            + "\ndelivery:\n  smtp: {host: 127.0.0.1, port: 25, security: none, from: a@trust.example}\n"
            + "  leadership: [it.lead@trust.example]\n");
    return trust;
  }

  private static void edit(Register register, Path file) throws Exception {
    List<List<String>> rows = new ArrayList<>();
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file)) {
      reader.forEach(row -> rows.add(new ArrayList<>(row.getFields())));
    }
    List<String> header = rows.get(0);
    if (register == Register.PUPILS) {
      Map.of(
              "first_name", "Keziah",
              "last_name", "Thornbury-\u00d8deg\u00e5rd",
              "dob", "14/03/2012",
              "known_handles", "twitter:kez_th0rn:8877665544")
          .forEach((column, value) -> rows.get(5).set(header.indexOf(column), value));
    } else {
      for (Map.Entry<String, Column> column : Schema.of(register).columns().entrySet()) {
        int at = header.indexOf(column.getKey());
        if (at >= 0
            && column.getValue().type() == Column.Type.TEXT
            && column.getValue().need() != Column.Need.KEY
            && !NAMES_OF_THINGS.contains(column.getKey())) {
          rows.subList(1, rows.size()).forEach(row -> row.set(at, row.get(at) + " " + NAME));
        }
      }
    }
    try (CsvWriter writer = CsvWriter.builder().build(file)) {
      rows.forEach(writer::writeRecord);
    }
  }

  @Test
  void nameTypedAnywhereIsInNoOutputAndAnErasureIsComplete() throws Exception {
    Path trust = trust();
    AuditRequest request =
        new AuditRequest(
            "test",
            trust,
            DAY,
            folder.resolve("out"),
            StateLocation.of(folder.resolve("state")),
            false,
            trust.resolve("snapshots"),
            Map.of(),
            List.of(),
            Set.of(Delivery.To.LEADERSHIP),
            Workers.HERE);
    AuditWorkflow workflow =
        new AuditWorkflow(
            request,
            Map.of(),
            Clock.fixed(Instant.parse("2026-11-20T03:00:00Z"), ZoneOffset.UTC),
            Progress.SILENT,
            new Stop(),
            "test");
    TrustInput input = workflow.prepare(true);
    assertThat(input.notes()).noneMatch(note -> note.contains("Thornbury"));
    try (StateStore state = StateStore.open(request.state(), Map.of())) {
      RunOutcome outcome = workflow.run(input, state, true);
      assertThat(outcome.failure()).isEmpty();
      assertThat(outcome.report().orElseThrow().findings()).hasSizeGreaterThan(100);
    }
    Traces traces =
        Traces.of(
            "none",
            RegisterReader.read(trust.resolve("registers")).registers().pupils().stream()
                .filter(pupil -> pupil.firstName().equals("Keziah"))
                .toList(),
            List.of(),
            List.of());
    assertThat(folder.resolve("out/2026-11-20/mail")).isNotEmptyDirectory();
    assertThat(PupilRecords.filesWith(traces, folder.resolve("out"))).isEmpty();
    assertThat(PupilRecords.filesWith(traces, folder.resolve("state"))).isEmpty();
    assertThat(PupilRecords.filesWith(traces, trust.resolve("registers")))
        .as("it can be found at all")
        .isNotEmpty();
  }
}
