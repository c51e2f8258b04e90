package org.invigilator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.invigilator.policy.PackLibrary;
import org.invigilator.policy.PackTable;
import org.invigilator.policy.Proposal;
import org.invigilator.report.workbook.PackWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packs as workbooks, there and back. */
class PolicyWorkbookTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();

  private int run(String... args) {
    PrintWriter printer = new PrintWriter(out, true);
    return CommandLineTool.run(printer, printer, args);
  }

  @ParameterizedTest
  @ValueSource(strings = {"att-2017", "archway-2019", "connect-2016", "dukeries-2018", "ctat-2024"})
  void packComesBackAsItWas(String id) {
    Path workbook = folder.resolve("pack.xlsx");
    Path yaml = folder.resolve("pack.yaml");
    assertThat(run("policy", "export", id, "--to", workbook.toString())).isZero();
    assertThat(run("policy", "import", workbook.toString(), "--to", yaml.toString())).isZero();
    PackLibrary library = new PackLibrary();
    assertThat(library.read(yaml)).isEqualTo(library.get(id));
  }

  private Path workbook(Map<String, String> clause, List<List<String>> front) throws Exception {
    Path file = folder.resolve("changed.xlsx");
    PackTable table = new PackTable(front, List.of(clause));
    try (var stream = Files.newOutputStream(file)) {
      PackWorkbook.write(
          table,
          clause.containsKey(Proposal.DECISION)
              ? Map.of(Proposal.DECISION, Proposal.CHOICES)
              : Map.of(),
          stream);
    }
    return file;
  }

  private static final List<List<String>> FRONT =
      List.of(List.of("pack", "ours"), List.of("title", "Our policy"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rules | underage follower! | is not a rule",
        "rules | no-such-rule | There is no rule 'no-such-rule'",
        "rules | underage-follower {\"age\": 3} | has no parameter 'age'",
        "rules | underage-follower {age} | is not a rule",
        "class | sometimes | is not recognised as a class",
        "attestations | att-privacy-settings | is not a yearly question with its role",
        "attestations | att-nothing: Headteacher | There is no yearly question 'att-nothing'"
      })
  void wrongCellIsRefusedAndNothingIsWritten(String column, String cell, String message)
      throws Exception {
    Map<String, String> clause = new java.util.LinkedHashMap<>();
    clause.put("clause", "1");
    clause.put("paraphrase", "Children under 13 do not follow.");
    clause.put("class", "automated");
    clause.put(column, cell);
    Path target = folder.resolve("ours.yaml");
    assertThat(
            run("policy", "import", workbook(clause, FRONT).toString(), "--to", target.toString()))
        .isEqualTo(2);
    assertThat(out.toString()).contains(message);
    assertThat(Files.exists(target)).isFalse();
  }

  @Test
  void proposalCountsOnlyWithADecisionForEachClauseAndAName() throws Exception {
    Map<String, String> clause = new java.util.LinkedHashMap<>();
    clause.put(Proposal.DECISION, "");
    clause.put("clause", "1");
    clause.put("paraphrase", "Children under 13 do not follow.");
    clause.put("class", "automated");
    clause.put("rules", "underage-follower (high) {\"min_age\": 13}");
    Path target = folder.resolve("ours.yaml");
    assertThat(
            run("policy", "import", workbook(clause, FRONT).toString(), "--to", target.toString()))
        .isEqualTo(2);
    assertThat(out.toString())
        .contains("sheet Policy")
        .contains("a proposal that no one has put a name to")
        .contains("The day on which the proposal was gone through is missing")
        .contains("1 clause is not decided");
    clause.put(Proposal.DECISION, "Accept");
    List<List<String>> named = new java.util.ArrayList<>(FRONT);
    named.add(List.of(Proposal.REVIEWED_BY, "Della Finch"));
    named.add(List.of(Proposal.REVIEWED_ON, "20/11/2026"));
    assertThat(
            run("policy", "import", workbook(clause, named).toString(), "--to", target.toString()))
        .isZero();
    assertThat(new PackLibrary().read(target).clauseList()).hasSize(1);
    assertThat(new PackLibrary().read(target).documentFields())
        .containsEntry(Proposal.REVIEWED_BY, "Della Finch")
        .containsEntry(Proposal.REVIEWED_ON, "2026-11-20");
  }

  private static Map<String, String> accepted() {
    Map<String, String> clause = new java.util.LinkedHashMap<>();
    clause.put(Proposal.DECISION, "accept");
    clause.put("clause", "1");
    clause.put("paraphrase", "Children under 13 do not follow.");
    clause.put("class", "automated");
    clause.put("rules", "underage-follower (High) {\"min_age\": 13}");
    return clause;
  }

  private static List<List<String>> front(String... more) {
    List<List<String>> rows = new java.util.ArrayList<>(FRONT);
    rows.add(List.of(Proposal.REVIEWED_BY, "Della Finch"));
    for (int i = 0; i < more.length; i += 2) {
      rows.add(List.of(more[i], more[i + 1]));
    }
    return rows;
  }

  private int read(Map<String, String> clause, List<List<String>> front, String... more)
      throws Exception {
    List<String> args =
        new java.util.ArrayList<>(
            List.of(
                "policy",
                "import",
                workbook(clause, front).toString(),
                "--to",
                folder.resolve("ours.yaml").toString()));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  /**
   * A day of the form 2026-11-18 is written as a date cell, as a spreadsheet keeps what is typed.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-18",
        "18/11/2026",
        "18 November 2026",
        "18th November 2026",
        "18.11.2026",
        "46344",
        "Wednesday 18 Nov 2026"
      })
  void datesAreReadAsPeopleAndSpreadsheetsWriteThem(String day) throws Exception {
    List<List<String>> front =
        front(Proposal.REVIEWED_ON, day, "approved_on", day, "review_due_on", "September 2027");
    assertThat(read(accepted(), front)).as(out.toString()).isZero();
    var pack = new PackLibrary().read(folder.resolve("ours.yaml"));
    assertThat(pack.approvedOn()).contains(java.time.LocalDate.of(2026, 11, 18));
    assertThat(pack.reviewDueOn()).contains(java.time.LocalDate.of(2027, 9, 30));
    assertThat(pack.documentFields()).containsEntry(Proposal.REVIEWED_ON, "2026-11-18");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reviewed_on | 31/02/2026 | row 5, column reviewed_on: '31/02/2026' is not in the calendar",
        "reviewed_on | last week | row 5, column reviewed_on: 'last week' cannot be read as a date",
        "reviewed_on | November 2026 | row 5, column reviewed_on: 'November 2026' is a month",
        "approved_on | soon | column approved_on: 'soon' cannot be read as a date",
        "review_due_on | 30/02/2027 | column review_due_on: '30/02/2027' is not in the calendar",
        "owner | Della | sheet Policy, row 6, column owner: 'owner' is not a key here"
      })
  void wrongCellOfTheFrontPageIsNamed(String key, String value, String message) throws Exception {
    List<List<String>> front =
        key.equals(Proposal.REVIEWED_ON)
            ? front(key, value)
            : front(Proposal.REVIEWED_ON, "18/11/2026", key, value);
    assertThat(read(accepted(), front)).isEqualTo(2);
    assertThat(out.toString()).contains(message).doesNotContain("put a name to");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "class | sometimes | sheet Clauses, row 2, column class",
        "rules | no-such-rule | sheet Clauses, row 2, column rules",
        "rules | underage-follower (grave) | sheet Clauses, row 2, column rules",
        "attestations | att-nothing: Headteacher | sheet Clauses, row 2, column attestations",
        "paraphrase | '' | sheet Clauses, row 2, column paraphrase: This cell is empty."
      })
  void problemNamesItsRowAndColumn(String column, String cell, String place) throws Exception {
    Map<String, String> clause = accepted();
    clause.put(column, cell);
    assertThat(read(clause, front(Proposal.REVIEWED_ON, "18/11/2026"))).isEqualTo(2);
    assertThat(out.toString()).contains(place);
  }

  @Test
  void clauseNumberTwiceIsRefusedInAPackThatInheritsToo() throws Exception {
    Path file = folder.resolve("twice.xlsx");
    List<List<String>> front = front(Proposal.REVIEWED_ON, "18/11/2026", "inherits", "ctat-2024");
    try (var stream = Files.newOutputStream(file)) {
      PackWorkbook.write(
          new PackTable(front, List.of(accepted(), accepted())),
          Map.of(Proposal.DECISION, Proposal.CHOICES),
          stream);
    }
    assertThat(run("policy", "import", file.toString(), "--to", folder + "/ours.yaml"))
        .isEqualTo(2);
    assertThat(out.toString()).contains("row 3, column clause: '1' is in row 2 too");
  }

  @Test
  void presentPackIsReplacedOnlyWhenAskedAndIsKept() throws Exception {
    Path target = Files.writeString(folder.resolve("ours.yaml"), "pack: ours\n");
    List<List<String>> front = front(Proposal.REVIEWED_ON, "18/11/2026");
    assertThat(read(accepted(), front)).isEqualTo(2);
    assertThat(out.toString()).contains("There is such a file already").contains("--force");
    assertThat(target).hasContent("pack: ours\n");
    assertThat(read(accepted(), front, "--force")).isZero();
    assertThat(folder.resolve("ours.yaml.bak")).hasContent("pack: ours\n");
    assertThat(new PackLibrary().read(target).clauseList()).hasSize(1);
    assertThat(out.toString()).doesNotContain("the pack that is replaced");
    Map<String, String> other = accepted();
    other.put("clause", "2");
    assertThat(read(other, front, "--force")).isZero();
    assertThat(out.toString()).contains("warning  clauses: The pack that is replaced has 1,");
  }

  @Test
  void changeThatChangesNothingIsQuestioned() throws Exception {
    Map<String, String> clause = accepted();
    Proposal.sealed(new PackTable(List.of(), List.of(clause)));
    clause.put(Proposal.DECISION, "change");
    assertThat(read(clause, front(Proposal.REVIEWED_ON, "18/11/2026"))).isZero();
    assertThat(out.toString()).contains("row 2: change was chosen, but nothing in the row");
    StringWriter first = new StringWriter();
    first.append(out.getBuffer());
    clause.put("paraphrase", "Children under 14 do not follow.");
    assertThat(read(clause, front(Proposal.REVIEWED_ON, "18/11/2026"), "--force")).isZero();
    assertThat(out.toString().substring(first.toString().length()))
        .doesNotContain("change was chosen");
  }

  private String refusal(List<Map<String, String>> clauses, List<List<String>> front)
      throws Exception {
    Path file = folder.resolve("several.xlsx");
    try (var stream = Files.newOutputStream(file)) {
      PackWorkbook.write(
          new PackTable(front, clauses),
          Map.of(Proposal.DECISION, Proposal.CHOICES, Proposal.CHECK, List.of()),
          stream);
    }
    out.getBuffer().setLength(0);
    int code = run("policy", "import", file.toString(), "--to", folder + "/many.yaml", "--force");
    return code + " " + out;
  }

  private static List<Map<String, String>> twoClauses() {
    Map<String, String> second = accepted();
    second.put("clause", "2");
    second.put("text", "Pupils' names are not published.");
    second.put("rules", "pupil-name-in-post");
    return new java.util.ArrayList<>(List.of(accepted(), second));
  }

  private static List<List<String>> sealed(List<Map<String, String>> clauses) {
    List<List<String>> front = front(Proposal.REVIEWED_ON, "18/11/2026");
    return Proposal.sealed(new PackTable(front, clauses)).front();
  }

  @Test
  void lostRowIsNamed() throws Exception {
    List<Map<String, String>> clauses = twoClauses();
    List<List<String>> front = sealed(clauses);
    assertThat(refusal(clauses, front)).startsWith("0 ");
    clauses.remove(1);
    assertThat(refusal(clauses, front)).startsWith("2 ").contains("row of clause 2 is missing");
  }

  @Test
  void rejectedClauseStaysAndSaysSo() throws Exception {
    List<Map<String, String>> clauses = twoClauses();
    List<List<String>> front = sealed(clauses);
    clauses.get(1).put(Proposal.DECISION, "Reject");
    assertThat(refusal(clauses, front)).startsWith("0 ").contains("row 3: clause 2 Pupils' names");
    var kept = new PackLibrary().read(folder.resolve("many.yaml")).clauseList().get(1);
    assertThat(kept.rules()).isEmpty();
    assertThat(kept.remark())
        .isEqualTo("Not checked: left out by Della Finch on 18 November 2026.");
    clauses.get(1).put(Proposal.DECISION, "no clause");
    assertThat(refusal(clauses, front)).startsWith("0 ").contains("is no clause and was left out");
    assertThat(new PackLibrary().read(folder.resolve("many.yaml")).clauseList()).hasSize(1);
  }

  @Test
  void rowIsAcceptedOnlyAsItWasReadAndOnceItIsLookedAt() throws Exception {
    List<Map<String, String>> clauses = twoClauses();
    clauses.get(1).put(Proposal.CHECK, "The text has 13 and 16.");
    List<List<String>> front = sealed(clauses);
    assertThat(refusal(clauses, front))
        .startsWith("2 ")
        .contains("row 3, column check: The clause was accepted")
        .contains("The text has 13 and 16.");
    clauses.get(1).put(Proposal.CHECK, "");
    clauses.get(1).put("text", "Full names may be used.");
    assertThat(refusal(clauses, front)).startsWith("2 ").contains("row 3, column text");
    clauses.get(1).put(Proposal.DECISION, "change");
    assertThat(refusal(clauses, front))
        .startsWith("0 ")
        .contains("no longer as they were read from the document");
    clauses.get(1).put("rules", "");
    assertThat(refusal(clauses, front)).startsWith("2 ").contains("row 3, column rules: The class");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "18/11/2026 | 18/11/2026 | is no name",
        "Della Finch | 18/11/2926 | is in the future",
        "Della Finch | 18/11/1926 | is more than two years ago"
      })
  void reviewNeedsAPersonAndADayThatCanBe(String by, String on, String message) throws Exception {
    List<List<String>> front = new java.util.ArrayList<>(FRONT);
    front.add(List.of(Proposal.REVIEWED_BY, by));
    front.add(List.of(Proposal.REVIEWED_ON, on));
    assertThat(refusal(twoClauses(), front)).startsWith("2 ").contains(message);
  }

  @Test
  void numberThatTheTextDoesNotHaveIsDoubted() throws Exception {
    List<Map<String, String>> clauses = twoClauses();
    clauses.get(0).put("text", "Children under 16 must not follow.");
    assertThat(refusal(clauses, front(Proposal.REVIEWED_ON, "18/11/2026")))
        .contains("says 'under 16', and underage-follower is checked with 13 (min_age)");
    clauses.get(0).put("rules", "underage-follower {\"min_age\": 140}");
    assertThat(refusal(clauses, front(Proposal.REVIEWED_ON, "18/11/2026")))
        .contains("min_age of underage-follower is 140, where 13 is usual");
  }

  @Test
  void cellsAsPeopleAndSpreadsheetsWriteThemAreUnderstood() throws Exception {
    List<Map<String, String>> clauses = twoClauses();
    clauses.get(0).put("rules", "underage-follower (high) {“min_age”: 13}");
    clauses.get(1).put("class", "Not applicable");
    clauses.get(1).put("rules", "");
    clauses.get(1).put("why", "It has no duty.");
    assertThat(
            refusal(
                clauses,
                front(Proposal.REVIEWED_ON, "18/11/2026", "permitted_platforms", "Facebook, X")))
        .startsWith("0 ");
    assertThat(Files.readString(folder.resolve("many.yaml")))
        .contains("min_age: 13", "Not-applicable", "- \"Facebook\"", "- \"X\"");
  }

  @Test
  void proposalSaysWhatNoRuleCoversAndDoubtsOtherDocuments() throws Exception {
    Path policy =
        Files.writeString(
            folder.resolve("lettings.txt"),
            "Lettings Policy\n1.1 Hirers must hold insurance.\n1.2 Keys must be returned.\n");
    Path to = folder.resolve("proposed.xlsx");
    assertThat(run("policy", "propose", policy.toString(), "--to", to.toString())).isZero();
    assertThat(out.toString())
        .contains("a duty that no rule checks: filter the column no_rule")
        .contains("This does not read like a social media policy");
    assertThat(run("policy", "import", to.toString(), "--to", folder + "/x.yaml")).isEqualTo(2);
    assertThat(out.toString()).contains("clauses are not decided");
  }

  @Test
  void deletedColumnOfAProposalIsMissed() throws Exception {
    Path policy =
        Files.writeString(
            folder.resolve("media.txt"),
            "Social Media Policy\n1.1 Each account must have two administrators.\n");
    Path to = folder.resolve("proposed.xlsx");
    assertThat(run("policy", "propose", policy.toString(), "--to", to.toString())).isZero();
    for (String column : List.of("check", "proposed", "binds")) {
      Path changed = folder.resolve(column + ".xlsx");
      try (Workbook workbook = WorkbookFactory.create(Files.newInputStream(to));
          OutputStream saved = Files.newOutputStream(changed)) {
        for (Cell cell : workbook.getSheet("Clauses").getRow(0)) {
          if (cell.getStringCellValue().equals(column)) {
            cell.setCellValue("other");
          }
        }
        workbook.write(saved);
      }
      assertThat(run("policy", "import", changed.toString())).isEqualTo(2);
      assertThat(out.toString()).contains("column " + column + ": The column is missing.");
    }
  }

  @Test
  void whatIsNoPackIsRefused() throws Exception {
    Path text = Files.writeString(folder.resolve("text.xlsx"), "no workbook");
    assertThat(run("policy", "import", text.toString())).isEqualTo(2);
    assertThat(out.toString()).contains("not a workbook that can be read");
  }
}
