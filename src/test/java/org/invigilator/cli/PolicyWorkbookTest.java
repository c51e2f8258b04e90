package org.invigilator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        .contains("a proposal that no one has put a name to")
        .contains("1 clause is not decided");
    clause.put(Proposal.DECISION, "Accept");
    List<List<String>> named = new java.util.ArrayList<>(FRONT);
    named.add(List.of(Proposal.REVIEWED_BY, "Della Finch"));
    named.add(List.of(Proposal.REVIEWED_ON, "20/11/2026"));
    assertThat(
            run("policy", "import", workbook(clause, named).toString(), "--to", target.toString()))
        .isZero();
    assertThat(new PackLibrary().read(target).clauseList()).hasSize(1);
  }

  @Test
  void whatIsNoPackIsRefused() throws Exception {
    Path text = Files.writeString(folder.resolve("text.xlsx"), "no workbook");
    assertThat(run("policy", "import", text.toString())).isEqualTo(2);
    assertThat(out.toString()).contains("not a workbook that can be read");
  }
}
