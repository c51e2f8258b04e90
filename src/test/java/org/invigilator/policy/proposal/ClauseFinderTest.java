package org.invigilator.policy.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.invigilator.policy.Clause;
import org.invigilator.policy.PackLibrary;
import org.invigilator.rule.Catalogue;
import org.junit.jupiter.api.Test;

/** The clauses of a policy, and what is proposed for them. */
class ClauseFinderTest {
  private static final Path POLICIES = Path.of("../shared/policies/source");

  private static List<String> numbers(String text) {
    return ClauseFinder.in(Paragraph.of(text)).stream().map(ClauseFinder.Found::number).toList();
  }

  @Test
  void legalNumbersStayAsTheDocumentHasThem() {
    assertThat(
            numbers(
                """
                Contents
                1 Scope\t2
                2 Rules\t3

                1 Scope
                1.1 This policy applies to all staff.
                1.2.Third parties must comply as well.
                2. Rules
                2.1. Staff must not:
                - accept pupils as friends.
                - post from personal phones.
                 - tablets included
                2.2 (a) is nothing.
                """))
        .containsExactly("1.1", "1.2", "2.1", "2.1(a)", "2.1(b)", "2.1(b.i)", "2.2");
  }

  @Test
  void paragraphsWithoutANumberAreNamedByTheirSection() {
    assertThat(
            numbers(
                """
                1. Key Principles

                Everyone should take care of what they publish about the school.

                Safeguarding children is a key responsibility of all members of staff.

                2. Conduct

                Staff must not publish pictures of pupils without consent.
                """))
        .containsExactly("1(a)", "1(b)", "2(a)");
  }

  @Test
  void linesThatAreBrokenToAWidthAreOneClause() {
    String text =
        """
        1 Scope
        1.1 This policy applies to all members of staff and to everyone who
        works with them, whether they are paid or not, in every school of
        the trust and at any time of the day.
        1.2 Third parties who have access to the systems of the trust are also
        required to comply with it.
        """;
    List<ClauseFinder.Found> found = ClauseFinder.in(Paragraph.of(text));
    assertThat(found).extracting(ClauseFinder.Found::number).containsExactly("1.1", "1.2");
    assertThat(found.get(0).text()).endsWith("any time of the day.");
  }

  @Test
  void frontPageGivesDatesAndApprover() {
    FrontPage front =
        FrontPage.of(
            Paragraph.of(
                "Approved: 16 July 2019 – Board of Trustees\nReview date: June 2020\nVersion 3\nSigned\nStaff must review their accounts each year."));
    assertThat(front.values())
        .containsEntry("approved_on", "2019-07-16")
        .containsEntry("approved_by", "Board of Trustees")
        .containsEntry("review_due_on", "2020-06")
        .containsEntry("version", "3")
        .containsEntry("signature_block", "true");
    assertThat(front.fields()).hasSize(4);
  }

  /** Leave-one-out: each of the five policies is read with the other four as examples. */
  @Test
  void policiesAreProposedFromTheOtherFour() throws IOException {
    assumeTrue(Files.isDirectory(POLICIES), "the published policies are not here");
    PackLibrary library = new PackLibrary();
    Map<String, String> texts = new TreeMap<>();
    for (String rule : Catalogue.ids()) {
      texts.put(rule, Catalogue.require(rule).title() + " " + Catalogue.require(rule).checks());
    }
    int legal = 0;
    int legalFound = 0;
    int judged = 0;
    int right = 0;
    int automated = 0;
    int ruleFound = 0;
    for (String id : PackLibrary.BUILT_IN) {
      Map<String, Clause> gold = new HashMap<>();
      library.get(id).clauseList().forEach(c -> gold.put(c.number(), c));
      List<ClauseFinder.Found> found =
          ClauseFinder.in(Paragraph.of(Files.readString(POLICIES.resolve(id + ".txt"))));
      Set<String> numbers =
          found.stream().map(ClauseFinder.Found::number).collect(Collectors.toSet());
      for (String number : gold.keySet()) {
        if (number.matches("\\d+(\\.\\d+)+(\\([a-z]\\))?")) {
          legal++;
          legalFound += numbers.contains(number) ? 1 : 0;
        }
      }
      ClauseJudge judge =
          new ClauseJudge(
              PackLibrary.BUILT_IN.stream().filter(o -> !o.equals(id)).map(library::get).toList(),
              PackProposal.withTerms(texts));
      for (ClauseFinder.Found one : found) {
        Clause clause = gold.get(one.number());
        if (clause != null) {
          judged++;
          right += judge.judge(one).reading() == clause.reading() ? 1 : 0;
          if (clause.reading() == Clause.Reading.AUTOMATED && !clause.rules().isEmpty()) {
            automated++;
            List<String> ranked = judge.ranked(one);
            ruleFound += clause.rules().stream().anyMatch(use -> ranked.contains(use.id())) ? 1 : 0;
          }
        }
      }
    }
    System.out.printf(
        "numbered clauses %d of %d; class %d of %d; rule among the first three %d of %d%n",
        legalFound, legal, right, judged, ruleFound, automated);
    assertThat(legalFound / (double) legal).isGreaterThanOrEqualTo(0.98);
    assertThat(right / (double) judged).isGreaterThanOrEqualTo(0.69);
    assertThat(ruleFound / (double) automated).isGreaterThanOrEqualTo(0.80);
  }
}
