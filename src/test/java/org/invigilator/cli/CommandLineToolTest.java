package org.invigilator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.invigilator.Program;
import org.invigilator.rule.TrustBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands as a person types them: exit code, words and files. */
@ResourceLock(org.invigilator.job.OneAtATime.AUDITS)
class CommandLineToolTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 11, 20);
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void home() {
    System.setProperty("invigilator.home", Path.of("").toAbsolutePath().toString());
  }

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return CommandLineTool.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  private String[] audit(Path trust, String... more) {
    return Stream.concat(
            Stream.of(
                "audit",
                "--trust",
                trust.toString(),
                "--as-of",
                "2026-11-20",
                "--out",
                folder.resolve("out").toString(),
                "--state",
                folder.resolve("state").toString()),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private JsonNode findings() throws Exception {
    return JsonMapper.builder()
        .build()
        .readTree(folder.resolve("out/2026-11-20/findings.json").toFile());
  }

  @Test
  void sampleTrustIsAuditedAndItsWorkbookReadsAsPromised() throws Exception {
    int code =
        run(
            "audit",
            "--out",
            folder.resolve("out").toString(),
            "--state",
            folder.resolve("state").toString());
    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString().lines().filter(l -> !l.startsWith("-"))).hasSizeBetween(4, 8);
    String dump = dump(folder.resolve("out/2026-11-20/audit.xlsx"));
    Path golden = Path.of("src/test/resources/org/invigilator/cli/sample-workbook.txt");
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, dump);
    }
    assertThat(dump)
        .as(
            "the workbook of the sample trust; to accept the change run ./mvnw test -Dtest=CommandLineToolTest -Dgolden.write=true")
        .isEqualTo(Files.readString(golden));
  }

  @Test
  void workbookJsonAndCsvTellTheSame() throws Exception {
    run(
        "audit",
        "--out",
        folder.resolve("out").toString(),
        "--state",
        folder.resolve("state").toString());
    List<List<String>> json = new ArrayList<>();
    Map<String, String> people = new java.util.HashMap<>();
    for (String line : Files.readAllLines(Path.of("jobs/sample-trust/registers/people.csv"))) {
      people.put(line.split(",")[0], line.split(",")[0] + " " + line.split(",")[1]);
    }
    Map<String, String> academies = new java.util.HashMap<>();
    academies.put("TRUST", "Fernhollow Learning Trust (TRUST)");
    for (String line : Files.readAllLines(Path.of("jobs/sample-trust/registers/academies.csv"))) {
      academies.put(line.split(",")[0], line.split(",")[1] + " (" + line.split(",")[0] + ")");
    }
    findings()
        .get("findings")
        .forEach(
            f ->
                json.add(
                    Stream.of(
                            "id",
                            "severity",
                            "status",
                            "academy",
                            "account",
                            "first_seen",
                            "due",
                            "owner",
                            "expected",
                            "fix")
                        .map(key -> f.get(key).isNull() ? "" : f.get(key).asString())
                        .toList()));
    assertThat(rows("audit.xlsx", "Findings"))
        .isEqualTo(
            json.stream()
                .map(
                    row -> {
                      List<String> shown = new ArrayList<>(row);
                      shown.set(3, academies.getOrDefault(row.get(3), row.get(3)));
                      shown.set(7, people.getOrDefault(row.get(7), row.get(7)));
                      return shown;
                    })
                .toList());
    List<List<String>> csv = new ArrayList<>();
    try (var reader =
        de.siegmar.fastcsv.reader.CsvReader.builder()
            .ofNamedCsvRecord(folder.resolve("out/2026-11-20/findings.csv"))) {
      reader.forEach(
          r ->
              csv.add(
                  List.of(
                      r.getFields().get(0),
                      r.getField("severity"),
                      r.getField("status"),
                      r.getField("academy"),
                      r.getField("account"),
                      r.getField("first_seen"),
                      r.getField("due"),
                      r.getField("owner"),
                      r.getField("expected"),
                      r.getField("fix"))));
    }
    assertThat(csv).isEqualTo(json);
    java.util.Set<String> forOperator = new java.util.HashSet<>();
    for (var finding : findings().get("findings")) {
      if (finding.path("audience").asString("").equals("operator")) {
        forOperator.add(finding.get("id").asString());
      }
    }
    assertThat(forOperator).hasSize(13);
    List<List<String>> ofAcademies = new ArrayList<>();
    for (String academy : List.of("BRW", "FHH", "HZL", "LNG", "MRC", "OKP", "QRY", "STW", "SXF")) {
      ofAcademies.addAll(rows("academies/" + academy + ".xlsx", "Findings"));
    }
    ofAcademies.addAll(rows("academies/TRUST.xlsx", "Findings"));
    assertThat(ofAcademies)
        .containsExactlyInAnyOrderElementsOf(
            rows("audit.xlsx", "Findings").stream()
                .filter(r -> !r.get(3).isEmpty())
                .filter(r -> !forOperator.contains(r.get(0)))
                .toList());
    long counted = json.stream().filter(r -> r.get(1).equals("critical")).count();
    assertThat(rows("audit.xlsx", "Action list").stream().filter(r -> r.get(1).equals("critical")))
        .hasSize((int) counted);
  }

  /** The cells of a sheet that the other files have as well, dates as they stand there. */
  private List<List<String>> rows(String file, String sheet) throws Exception {
    List<String> wanted =
        List.of(
            "ID",
            "Severity",
            "Status",
            "Academy",
            "Account",
            "First seen",
            "Due",
            "Owner",
            "Expected",
            "How to fix");
    List<List<String>> rows = new ArrayList<>();
    try (XSSFWorkbook book =
        new XSSFWorkbook(new FileInputStream(folder.resolve("out/2026-11-20/" + file).toFile()))) {
      Sheet read = book.getSheet(sheet);
      assertThat(book.getSheet(sheet).getTables()).hasSize(1);
      assertThat(book.getSheet(sheet).getPaneInformation().isFreezePane()).isTrue();
      List<String> header = new ArrayList<>();
      for (Row row : read) {
        if (header.isEmpty() && row.getCell(1) != null) {
          row.forEach(cell -> header.add(cell.getStringCellValue()));
          continue;
        }
        List<String> cells = new ArrayList<>();
        for (String name : wanted) {
          int column = header.indexOf(name);
          var cell = column < 0 ? null : row.getCell(column);
          cells.add(
              cell == null
                  ? ""
                  : cell.getCellType() == org.apache.poi.ss.usermodel.CellType.NUMERIC
                      ? cell.getLocalDateTimeCellValue().toLocalDate().toString()
                      : cell.toString());
        }
        if (!cells.get(0).isEmpty()) {
          rows.add(cells);
        }
      }
    }
    return rows;
  }

  @Test
  void packForTheReviewTellsAYearClauseByClause() throws Exception {
    String[] where = {
      "--out", folder.resolve("out").toString(), "--state", folder.resolve("state").toString()
    };
    run(Stream.concat(Stream.of("audit"), Stream.of(where)).toArray(String[]::new));
    int code =
        run(
            Stream.concat(Stream.of("report", "--kind", "review"), Stream.of(where))
                .toArray(String[]::new));
    assertThat(code).isZero();
    try (XSSFWorkbook book =
        new XSSFWorkbook(
            new FileInputStream(folder.resolve("out/2026-11-20/review.xlsx").toFile()))) {
      List<String> sheets = new ArrayList<>();
      book.forEach(sheet -> sheets.add(sheet.getSheetName()));
      assertThat(sheets)
          .containsExactly(
              "For governors",
              "Clauses",
              "Found nothing",
              "Could not check",
              "Waivers",
              "Attestations",
              "Remarks on the text",
              "Changed since last version",
              "Changes in the law",
              "History");
      int found = 0;
      for (Row row : book.getSheet("Clauses")) {
        found += row.getRowNum() == 0 ? 0 : (int) row.getCell(4).getNumericCellValue();
      }
      int byClause = 0;
      for (JsonNode finding : findings().get("findings")) {
        byClause += finding.get("clauses").size();
      }
      assertThat(found).isEqualTo(byClause);
      assertThat(book.getSheet("Changed since last version").getLastRowNum()).isPositive();
    }
  }

  @Test
  void noFileOfAnAuditHoldsANameOrHandleOfAPupilOrAPrivateDetail() throws Exception {
    run(
        "audit",
        "--out",
        folder.resolve("out").toString(),
        "--state",
        folder.resolve("state").toString());
    Path sample = Path.of("jobs/sample-trust/registers/pupils.csv");
    List<String> secrets = new ArrayList<>(List.of("07700 900417", "07700900417"));
    for (String line : Files.readAllLines(sample).stream().skip(1).toList()) {
      String[] cells = line.split(",");
      secrets.add(cells[1] + " " + cells[3]);
      if (!cells[10].isEmpty()) {
        secrets.add(cells[10].split(":")[1]);
      }
    }
    String everything =
        dump(folder.resolve("out/2026-11-20/audit.xlsx"))
            + Files.readString(folder.resolve("out/2026-11-20/findings.json"))
            + Files.readString(folder.resolve("out/2026-11-20/findings.csv"))
            + Files.readString(folder.resolve("out/2026-11-20/manifest.json"));
    assertThat(secrets)
        .hasSizeGreaterThan(400)
        .allSatisfy(secret -> assertThat(everything).doesNotContain(secret));
  }

  private static String dump(Path workbook) throws Exception {
    DataFormatter format = new DataFormatter(java.util.Locale.UK);
    StringBuilder text = new StringBuilder();
    try (XSSFWorkbook book = new XSSFWorkbook(new FileInputStream(workbook.toFile()))) {
      for (Sheet sheet : book) {
        text.append("== ").append(sheet.getSheetName()).append('\n');
        for (Row row : sheet) {
          List<String> cells = new ArrayList<>();
          for (int i = 0; i < row.getLastCellNum(); i++) {
            cells.add(
                row.getCell(i) == null
                    ? ""
                    : format.formatCellValue(row.getCell(i)).replace("\n", " / "));
          }
          text.append(String.join(" | ", cells).stripTrailing()).append('\n');
        }
      }
    }
    return text.toString().replaceAll("invigilator (development|\\d[^,]*)", "invigilator X");
  }

  @Test
  void failOnEndsWithThreeAndTheReportsAreThere() throws Exception {
    Path trust = new TrustBuilder("ctat-2024", AS_OF).write(folder.resolve("t"));
    assertThat(run(audit(trust, "--fail-on", "medium"))).isEqualTo(3);
    assertThat(run(audit(trust, "--fail-on", "critical", "--again", "--quiet"))).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(findings().get("findings").size()).isEqualTo(2);
  }

  @Test
  void badInputEndsWithTwoAndWritesNothing() throws Exception {
    Path trust =
        new TrustBuilder("ctat-2024", AS_OF)
            .set("people", "P-1", Map.of("employed_to", "29/02/2019"))
            .write(folder.resolve("t"));
    assertThat(run(audit(trust))).isEqualTo(2);
    assertThat(err.toString())
        .contains("people.csv, row 2, column employed_to: '29/02/2019' is not in the calendar.")
        .contains("1 problem. Nothing was changed.");
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(folder.resolve("state")).doesNotExist();
    assertThat(run("validate", "--trust", trust.toString())).isEqualTo(2);
    assertThat(out.toString()).contains("29/02/2019");
  }

  @Test
  void slipThatHidesNothingIsAFindingAndValidateNamesIt() throws Exception {
    Path trust =
        new TrustBuilder("dukeries-2018", AS_OF)
            .set("accounts", "NTH-TW-01", Map.of("planned_live_on", "29/02/2019"))
            .write(folder.resolve("t"));
    Files.createDirectories(trust.resolve("lists"));
    Files.writeString(trust.resolve("lists/profanty.txt"), "drat\n");
    assertThat(run("validate", "--trust", trust.toString())).isEqualTo(2);
    assertThat(out.toString())
        .contains(
            "accounts.csv, row 2, column planned_live_on: '29/02/2019' is not in the calendar.")
        .contains("lists/profanty.txt is not recognised as a list");
    assertThat(run(audit(trust))).isZero();
    assertThat(findings().get("findings").findValuesAsString("rule"))
        .contains("register-inconsistent");
  }

  @Test
  void attestationSheetIsFilledInAndSentBack() throws Exception {
    Path trust =
        new TrustBuilder("ctat-2024", AS_OF)
            .remove("attestations", Map.of("question_id", "att-age-gate", "scope_ref", "NTH-TW-01"))
            .set("attestations", "att-press", Map.of("answer", "no"))
            .write(folder.resolve("t"));
    assertThat(run(audit(trust))).isZero();
    assertThat(findings().get("findings").findValuesAsString("rule"))
        .contains("attestation-overdue", "attestation-negative");
    Path sent = trust.resolve("registers/attestations.xlsx");
    Files.delete(trust.resolve("registers/attestations.csv"));
    try (var in = Files.newInputStream(folder.resolve("out/2026-11-20/audit.xlsx"));
        var book = new org.apache.poi.xssf.usermodel.XSSFWorkbook(in);
        var to = Files.newOutputStream(sent)) {
      var sheet = book.getSheet("Attestations");
      var row = sheet.getRow(1);
      assertThat(row.getCell(0).getStringCellValue()).isEqualTo("overdue");
      assertThat(row.getCell(3).getStringCellValue()).isEqualTo("att-age-gate");
      assertThat(row.getCell(8).getStringCellValue()).isEmpty();
      assertThat(sheet.getRow(2).getCell(0).getStringCellValue()).isEqualTo("negative");
      assertThat(sheet.getRow(2).getCell(6).getStringCellValue()).isEqualTo("P-4");
      assertThat(sheet.getDataValidations()).hasSize(1);
      book.write(to);
    }
    // Sent back as it is, it says what the register said; the row without an answer is no answer.
    assertThat(run(audit(trust, "--again"))).isZero();
    assertThat(findings().get("findings").findValuesAsString("rule"))
        .contains("attestation-overdue", "attestation-negative");
    try (var in = Files.newInputStream(folder.resolve("out/2026-11-20/audit.xlsx"));
        var book = new org.apache.poi.xssf.usermodel.XSSFWorkbook(in);
        var to = Files.newOutputStream(sent)) {
      var sheet = book.getSheet("Attestations");
      var row = sheet.getRow(1);
      row.getCell(6).setCellValue("P-1");
      row.getCell(7).setCellValue(AS_OF);
      row.getCell(8).setCellValue("yes");
      sheet.getRow(2).getCell(8).setCellValue("yes");
      book.write(to);
    }
    assertThat(run(audit(trust, "--again"))).isZero();
    findings()
        .get("findings")
        .forEach(
            f -> {
              if (f.get("rule").asString().startsWith("attestation-")) {
                assertThat(f.get("status").asString()).isEqualTo("resolved");
              }
            });
    assertThat(findings().get("attestations").toString()).contains("\"answered_by\":\"P-1\"");
  }

  @Test
  void accountFoundToBePersonalIsForgotten() throws Exception {
    Path trust =
        new TrustBuilder("ctat-2024", AS_OF)
            .post("NTH-TW-01", Map.of("id", "31", "at", "2026-11-10T10:00:00Z", "text", "sh*t"))
            .write(folder.resolve("t"));
    assertThat(run(audit(trust))).isZero();
    assertThat(findings().get("findings").findValuesAsString("rule")).contains("profanity-in-post");
    Path register = trust.resolve("registers/accounts.csv");
    Files.writeString(
        register, Files.readString(register).replaceFirst("(NTH-TW-01.*),open,", "$1,personal,"));
    assertThat(run(audit(trust, "--again"))).isZero();
    assertThat(trust.resolve("snapshots/twitter/NTH-TW-01")).doesNotExist();
    assertThat(trust.resolve("snapshots/twitter/STH-TW-01")).exists();
    findings()
        .get("findings")
        .forEach(
            f -> {
              if (f.get("account").asString("").equals("NTH-TW-01")) {
                assertThat(f.get("status").asString()).isEqualTo("resolved");
              }
            });
  }

  @Test
  void packsAreCheckedComparedAndMapped() throws Exception {
    assertThat(run("policy", "lint", "att-2017", "--as-of", "2026-11-20")).isZero();
    assertThat(out.toString())
        .contains("warning  att-2017 4.2(a): It cites the Data Protection Act 1998");
    Path own = folder.resolve("own.yaml");
    Files.writeString(
        own, "pack: own\ninherits: ctat-2024\noverrides: {acount-stale: {enabled: true}}\n");
    assertThat(run("policy", "lint", own.toString())).isEqualTo(2);
    assertThat(out.toString()).contains("error    own overrides.acount-stale: There is no rule");
    assertThat(run("policy", "diff", "att-2017", "dukeries-2018", "--format", "csv")).isZero();
    assertThat(out.toString()).contains("new,second-admin-missing,");
    assertThat(run("policy", "coverage", "connect-2016")).isZero();
    assertThat(out.toString())
        .contains("23 clauses: 10 automated, 5 assisted, 1 attested, 7 not-applicable.");
    assertThat(run("policy", "coverage", "--format", "csv")).isZero();
    assertThat(out.toString().lines().filter(l -> l.contains("-20")).count()).isEqualTo(388);
    Path sheet = folder.resolve("map.xlsx");
    assertThat(run("policy", "coverage", "--format", "xlsx", "--out", sheet.toString())).isZero();
    assertThat(dump(sheet)).contains("== Clauses").contains("4.4.2(c)");
    assertThat(run("policy", "coverage", "--format", "xlsx")).isEqualTo(2);
    assertThat(run("policy", "template")).isZero();
    assertThat(out.toString()).contains("pack: our-trust");
  }

  @Test
  void usageAndMissingThingsEndWithTwo() throws Exception {
    assertThat(run("audit", "--frobnicate")).isEqualTo(2);
    assertThat(run("audit", "no-such-job")).isEqualTo(2);
    assertThat(err.toString()).contains("There is no such job");
    assertThat(run(audit(folder.resolve("nowhere")))).isEqualTo(2);
    Path trust = new TrustBuilder("ctat-2024", AS_OF).write(folder.resolve("t"));
    assertThat(run("audit", "--trust", trust.toString(), "--as-of", "31/11/2026")).isEqualTo(2);
    Files.writeString(trust.resolve("trust.yaml"), "name: X\npacks: [ctat-2099]\n");
    assertThat(run(audit(trust))).isEqualTo(2);
    assertThat(err.toString()).contains("'ctat-2099'").contains("Choose one of: att-2017");
    Files.writeString(
        trust.resolve("trust.yaml"),
        "name: X\npacks: [ctat-2024]\noverrides:\n  acount-stale: {enabled: true}\n");
    assertThat(run(audit(trust))).isEqualTo(2);
    assertThat(err.toString()).contains("'acount-stale'").contains("account-stale");
    Files.writeString(
        trust.resolve("trust.yaml"),
        "name: X\npacks: [ctat-2024]\noverrides:\n  account-stale: {parameters: {stale_days: soon}}\n  second-admin-missing: {parameters: {admins: 3}}\n");
    assertThat(run(audit(trust))).isEqualTo(2);
    assertThat(err.toString()).contains("no parameter 'admins'").contains("min_admins");
  }

  @Test
  void outputThatCannotBeWrittenIsToldBeforeAnythingIsDone() throws Exception {
    Path trust = new TrustBuilder("ctat-2024", AS_OF).write(folder.resolve("t"));
    Files.writeString(folder.resolve("out"), "a file in the way");
    assertThat(run(audit(trust))).isEqualTo(2);
    assertThat(err.toString()).contains("Reports cannot be written there");
    assertThat(folder.resolve("state")).doesNotExist();
  }

  @Test
  void damagedSnapshotIsAGapAndNotTheEnd() throws Exception {
    Path trust = new TrustBuilder("ctat-2024", AS_OF).write(folder.resolve("t"));
    Path posts = trust.resolve("snapshots/twitter/NTH-TW-01/posts.ndjson");
    Files.writeString(posts, "not json\n" + Files.readString(posts));
    Files.createDirectories(trust.resolve("snapshots/twitter/STRANGER"));
    Files.writeString(
        trust.resolve("snapshots/twitter/STRANGER/followers.ndjson"), "{\"id\":\"1\"}\n");
    assertThat(run(audit(trust))).isZero();
    assertThat(out.toString()).contains("Not checked: 1 account in full");
    assertThat(findings().get("findings").toString())
        .contains("posts.ndjson: line 1 cannot be read");
    assertThat(Files.readString(folder.resolve("out/2026-11-20/manifest.json")))
        .contains("STRANGER belongs to no registered account");
  }

  @Test
  void reportFindingsAndRunsReadTheLedger() throws Exception {
    Path trust = new TrustBuilder("ctat-2024", AS_OF).write(folder.resolve("t"));
    String[] where = {
      "--trust",
      trust.toString(),
      "--state",
      folder.resolve("state").toString(),
      "--out",
      folder.resolve("again").toString()
    };
    assertThat(run(Stream.concat(Stream.of("report"), Stream.of(where)).toArray(String[]::new)))
        .isEqualTo(2);
    run(audit(trust));
    assertThat(run(Stream.concat(Stream.of("report"), Stream.of(where)).toArray(String[]::new)))
        .isZero();
    assertThat(Files.readString(folder.resolve("again/2026-11-20/findings.json")))
        .isEqualTo(Files.readString(folder.resolve("out/2026-11-20/findings.json")));
    assertThat(
            run(
                Stream.concat(Stream.of("findings", "--format", "json"), Stream.of(where))
                    .toArray(String[]::new)))
        .isZero();
    assertThat(JsonMapper.builder().build().readTree(out.toString()).get(0).get("rule").asString())
        .isEqualTo("policy-review-overdue");
    assertThat(
            run(
                Stream.concat(Stream.of("findings", "--severity", "high"), Stream.of(where))
                    .toArray(String[]::new)))
        .isZero();
    assertThat(out.toString()).isEqualTo("0 findings" + System.lineSeparator());
    assertThat(
            run(
                Stream.concat(Stream.of("runs", "--recover"), Stream.of(where))
                    .toArray(String[]::new)))
        .isZero();
    assertThat(out.toString())
        .contains("No run was interrupted.")
        .contains("2026-11-20-1")
        .contains("finished");
  }

  @Test
  void policiesAreListedAndShown() {
    assertThat(run("policy", "list")).isZero();
    assertThat(out.toString().lines()).hasSize(5);
    assertThat(run("policy", "show", "ctat-2024")).isZero();
    assertThat(out.toString())
        .contains("5.4.1")
        .contains("WhatsApp is banned")
        .contains("rule prohibited-platform (high)")
        .contains("asks the Headteacher every year");
    assertThat(run("policy", "show", "nope")).isEqualTo(2);
  }

  @Test
  void termSignalStopsTheAuditAndTheNextTakesItUp() throws Exception {
    Path sample = Path.of("jobs/sample-trust").toAbsolutePath();
    ProcessBuilder command =
        Program.with(
            List.of(),
            "audit",
            "--trust",
            sample.toString(),
            "--as-of",
            "2026-11-20",
            "--out",
            folder.resolve("o").toString(),
            "--state",
            folder.resolve("s").toString(),
            "--quiet");
    command.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Process process = command.start();
    process.waitFor(2200, TimeUnit.MILLISECONDS);
    process.destroy();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isIn(0, 1, 143);
    assertThat(command.start().waitFor()).isIn(0, 2);
    assertThat(folder.resolve("o/2026-11-20/findings.json")).exists();
  }
}
