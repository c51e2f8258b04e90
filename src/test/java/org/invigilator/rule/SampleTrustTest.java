package org.invigilator.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.invigilator.policy.PackLibrary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

/** The bundled sample trust shows every rule at work; its twin, perfectly kept, shows none. */
class SampleTrustTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 11, 20);
  @TempDir Path folder;

  @Test
  void everyRuleIsSeenInTheSampleTrust() {
    DryAudit audit = DryAudit.of(Path.of("jobs/sample-trust"), AS_OF, 0);
    Set<String> unseen = new TreeSet<>(Catalogue.ids());
    audit.violations().forEach(j -> unseen.remove(j.rule()));
    // A password stops the audit before any rule runs: that is tested where it is refused.
    assertThat(unseen).containsExactly("password-in-register");
  }

  /** The same trust with everything in order, under a renewed edition of each policy. */
  @ParameterizedTest
  @ValueSource(strings = {"att-2017", "archway-2019", "connect-2016", "dukeries-2018", "ctat-2024"})
  void perfectlyKeptTwinHasNoFindingAtAll(String pack) throws Exception {
    FileSystemUtils.copyRecursively(
        Path.of("src/test/resources/org/invigilator/kept-trust"), folder);
    Files.createDirectories(folder.resolve("policies"));
    Files.writeString(
        folder.resolve("policies/kept.yaml"),
        "pack: kept\ninherits: "
            + pack
            + "\n"
            + """
              title: Social Media Policy
              version: '2026'
              approved_on: 2026-07-01
              approved_by: Board of Trustees
              effective_from: 2026-07-01
              review_due_on: 2028-07-01
              review_cycle_months: 24
              document:
                compiled_by_role: IT Director
                signed_by: Chair of Trustees
                signed_on: 2026-07-02
                signed_by_ceo: 'yes'
                signed_by_ceo_on: 2026-07-02
                signed_by_chair: 'yes'
                signed_by_chair_on: 2026-07-02
                issue_author: IT Director
                issue_approved_date: 2026-07-01
                issue_committee: Board
                issue_version: '2026'
                issue_status: approved
              """);
    Files.writeString(
        Files.createDirectories(folder.resolve("lists")).resolve("domain_block.txt"),
        "hate.example;extremist\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    DryAudit audit = DryAudit.of(folder, AS_OF, 0);
    assertThat(audit.violations())
        .extracting(
            j ->
                j.rule()
                    + " "
                    + j.account()
                    + " "
                    + j.subject().id()
                    + ": "
                    + Sentences.OF_CODES.observed(j.rule(), j.observed()))
        .isEmpty();
    assertThat(audit.outcomes())
        .filteredOn(o -> o.kind() == Outcome.Kind.NOT_EVALUATED)
        .extracting(o -> o.rule() + " " + o.account() + ": " + o.reason())
        .isEmpty();
    assertThat(audit.outcomes().stream().map(Outcome::rule).collect(Collectors.toSet()))
        .containsAll(
            new PackLibrary()
                .get(pack).clauseList().stream()
                    .flatMap(clause -> clause.rules().stream())
                    .map(use -> use.id())
                    .toList());
  }
}
