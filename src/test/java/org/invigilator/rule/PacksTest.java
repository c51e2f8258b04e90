package org.invigilator.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.invigilator.policy.PackLibrary;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.Versions;
import org.invigilator.register.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packs as a product: versions, overlays with locks, the linter and the comparison. */
class PacksTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 11, 20);
  private static final String ACCOUNT = "NTH-TW-01";
  @TempDir Path folder;

  private Path policies(String... texts) {
    try {
      Path policies = Files.createDirectories(folder.resolve("policies"));
      for (int i = 0; i < texts.length; i++) {
        Files.writeString(policies.resolve("own" + i + ".yaml"), texts[i]);
      }
      return policies;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String version(String effective, String rule) {
    return "pack: ours\nversion: '"
        + effective.substring(0, 4)
        + "'\neffective_from: "
        + effective
        + "\nclauses:\n  - {clause: '1', paraphrase: Be kind., class: automated, rules: [{id: "
        + rule
        + "}]}\n";
  }

  @Test
  void postIsJudgedByTheVersionInForceWhenItWasPublished() {
    policies(
        version("2025-09-01", "profanity-in-post, severity: medium"),
        version("2026-09-01", "profanity-in-post, severity: high"));
    TrustBuilder trust =
        new TrustBuilder("ctat-2024", AS_OF)
            .chooses("ours")
            .post(ACCOUNT, Map.of("id", "1", "at", "2026-09-01T10:00:00Z", "text", "bollocks"))
            .post(ACCOUNT, Map.of("id", "2", "at", "2026-08-31T22:30:00Z", "text", "bollocks"))
            .post(ACCOUNT, Map.of("id", "3", "at", "2025-08-30T10:00:00Z", "text", "bollocks"));
    DryAudit audit = DryAudit.of(trust.write(folder), AS_OF, 0);
    assertThat(audit.violations())
        .filteredOn(j -> j.rule().equals("profanity-in-post"))
        .extracting(j -> j.subject().id() + " " + j.severity())
        .containsExactlyInAnyOrder("1 high", "2 medium");
    assertThat(audit.outcomes())
        .filteredOn(o -> o.rule().equals("profanity-in-post") && o.account().equals(ACCOUNT))
        .extracting(Outcome::kind)
        .contains(Outcome.Kind.HISTORIC);
  }

  @Test
  void ruleThatOnlyTheOlderVersionAsksForJudgesTheOlderPostsOnly() {
    policies(version("2025-09-01", "profanity-in-post"), version("2026-09-01", "post-geotagged"));
    TrustBuilder trust =
        new TrustBuilder("ctat-2024", AS_OF)
            .chooses("ours")
            .post(ACCOUNT, Map.of("id", "1", "at", "2026-09-02T10:00:00Z", "text", "bollocks"))
            .post(ACCOUNT, Map.of("id", "2", "at", "2026-08-30T10:00:00Z", "text", "bollocks"));
    assertThat(DryAudit.of(trust.write(folder), AS_OF, 0).violations())
        .filteredOn(j -> j.rule().equals("profanity-in-post"))
        .extracting(j -> j.subject().id())
        .containsExactly("2");
  }

  @Test
  void versionOfABuiltInPackAndAPackThatReplacesOneAreBothVersionsOfIt() {
    PackLibrary library =
        new PackLibrary(
            policies(
                "pack: ctat-2024\nversion: '2026'\ninherits: ctat-2024\neffective_from: 2026-02-01\n",
                "pack: north-2027\nreplaces: ctat-2024\ninherits: ctat-2024\neffective_from: 2027-01-01\n"));
    Versions now = library.asOf("ctat-2024", AS_OF);
    assertThat(now.inForce().version()).isEqualTo("2026");
    assertThat(now.inForce().clauseList()).hasSize(120);
    assertThat(now.earlier()).extracting(PolicyPack::version).containsExactly("2024");
    Versions later = library.asOf("north-2027", LocalDate.of(2027, 3, 1));
    assertThat(later.inForce().id()).isEqualTo("north-2027");
    assertThat(later.earlier()).extracting(PolicyPack::version).containsExactly("2026", "2024");
    assertThat(library.asOf("north-2027", AS_OF).inForce().version()).isEqualTo("2026");
    assertThat(library.get("ctat-2024@2024").effectiveFrom()).contains(LocalDate.of(2024, 1, 1));
  }

  @Test
  void twoFilesForOneVersionAreRefused() {
    Path policies =
        policies(
            version("2026-09-01", "profanity-in-post"), version("2026-09-01", "account-stale"));
    assertThatThrownBy(() -> new PackLibrary(policies))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("own1.yaml")
        .hasMessageContaining("effective_from");
  }

  @Test
  void narrowerPackWinsUnlessTheWiderOneHasLockedIt() {
    String wide =
        "pack: wide\neffective_from: 2020-01-01\nlocked: [second-admin-missing.min_admins, hold-period-post]\n"
            + "clauses:\n  - {clause: '1', paraphrase: Two., class: automated, rules: [{id: second-admin-missing, parameters: {min_admins: 2}}, {id: hold-period-post}]}\n";
    String academy = "pack: narrow\nlevel: academy\ninherits: wide\n";
    PackLibrary fine =
        new PackLibrary(
            policies(wide, academy + "overrides: {second-admin-missing: {severity: low}}\n"));
    Requirements requirements =
        new Requirements(
            List.of(fine.asOf("narrow", AS_OF)), org.invigilator.policy.TrustSettings.of("narrow"));
    assertThat(requirements.of(requirements.packs().get(0)))
        .filteredOn(r -> r.rule().equals("second-admin-missing"))
        .extracting(Requirement::severity)
        .containsExactly(org.invigilator.policy.Severity.LOW);
    for (String change :
        List.of(
            "overrides: {second-admin-missing: {parameters: {min_admins: 1}}}",
            "overrides: {hold-period-post: {enabled: false}}",
            "clauses: [{clause: '1', paraphrase: One., class: automated, rules: [{id: second-admin-missing, parameters: {min_admins: 1}}, {id: hold-period-post}]}]",
            "clauses: [{clause: '1', paraphrase: None., class: not-applicable, why: because}]")) {
      PackLibrary library = new PackLibrary(policies(wide, academy + change + "\n"));
      assertThatThrownBy(() -> library.get("narrow"))
          .as(change)
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("locked by the policy 'wide'");
    }
  }

  @Test
  void trustLocksARuleAgainstItsAcademies() throws Exception {
    policies(
        "pack: narrow\nlevel: academy\ninherits: ctat-2024\noverrides: {account-stale: {enabled: true, parameters: {stale_days: 99}}}\n");
    for (boolean locked : List.of(false, true)) {
      Files.writeString(
          folder.resolve("trust.yaml"),
          "name: T\npacks: [narrow]\noverrides: {account-stale: {parameters: {stale_days: 10}, locked: "
              + locked
              + "}}\n");
      Requirements requirements =
          new Requirements(
              List.of(new PackLibrary(folder.resolve("policies")).asOf("narrow", AS_OF)),
              org.invigilator.policy.TrustSettings.read(folder));
      List<Integer> days =
          requirements.of(requirements.packs().get(0)).stream()
              .filter(r -> r.rule().equals("account-stale"))
              .map(r -> r.parameters().integer("stale_days"))
              .toList();
      assertThat(days).as("locked " + locked).isEqualTo(locked ? List.of() : List.of(99));
    }
  }

  @Test
  void linterNamesEveryFault() throws Exception {
    Path file = folder.resolve("odd.yaml");
    Files.writeString(
        file,
        """
        pack: odd
        approved_on: 2026-09
        review_due_on: 2026-01
        review_cycle_months: 24
        overrides: {no-such-rule: {enabled: true}}
        clauses:
          - {clause: '1', paraphrase: Send the password to the office., class: automated, rules: [{id: account-stale, parameters: {stale_dayz: 3}}]}
          - {clause: '2', paraphrase: Keep to the Data Protection Act 1998., class: automated}
          - {clause: '3', paraphrase: Somebody says so., class: attested, attestations: [{id: att-press, role: Chief Wizard}]}
          - {clause: '4', paraphrase: Nothing., class: not-applicable}
          - {clause: '5', paraphrase: By age., class: automated, rules: [{id: media-consent-missing, parameters: {matrix: [{years: 7-11, required: [parent]}]}}]}
        """);
    PackLint lint = new PackLint(AS_OF);
    List<PackLint.Remark> broken = lint.read(new PackLibrary().read(file));
    assertThat(broken)
        .filteredOn(r -> r.level() == PackLint.Level.ERROR)
        .extracting(PackLint.Remark::found)
        .anyMatch(f -> f.contains("no-such-rule"))
        .anyMatch(f -> f.contains("stale_dayz"));
    assertThat(broken)
        .extracting(r -> r.where() + ": " + r.found())
        .anyMatch(f -> f.startsWith("1: It asks for a password"))
        .anyMatch(f -> f.startsWith("2: It cites the Data Protection Act 1998"))
        .anyMatch(f -> f.startsWith("2: The clause is to be automated, and no rule"))
        .anyMatch(f -> f.startsWith("3: 'Chief Wizard' is not a role"))
        .anyMatch(f -> f.startsWith("4: Nothing says why"))
        .anyMatch(f -> f.startsWith("review_due_on: The review was due on 31 January 2026"))
        .anyMatch(f -> f.startsWith("review_due_on: The review is due before the approval"))
        .anyMatch(f -> f.startsWith("review_due_on: The printed date"))
        .anyMatch(f -> f.startsWith("effective_from"));
    Files.writeString(
        file,
        Files.readString(file)
            .replace(
                "overrides: {no-such-rule: {enabled: true}}", "role_aliases: {Chief Wizard: CEO}")
            .replace("stale_dayz", "stale_days"));
    assertThat(lint.read(new PackLibrary().read(file)))
        .extracting(PackLint.Remark::found)
        .anyMatch(f -> f.contains("does not cover year N1, N2, R, 1, 2, 3, 4, 5, 6, 12, 13, 14"))
        .noneMatch(f -> f.contains("Wizard"))
        .noneMatch(f -> f.contains("no rule 'no-such"));
  }

  @ParameterizedTest
  @CsvSource({
    "approval-signoff-missing, required_signoffs, headteacher, 'safeguarding, ict, principal'",
    "approval-out-of-order, prior, it, 'safeguarding, ict, principal'",
    "personal-data-in-post, detect, phones, 'uk-phone, email, address, dob, nino, upn'",
    "pupil-followed, exclude_kinds, clubs, 'academy, department, trust, regional, pupil-collaboration, staff-only'",
    "hold-period-post, kinds, posts, 'original, reply, quote, repost'"
  })
  void wordThatAListCannotHaveIsRefusedBecauseItWouldCheckNothing(
      String rule, String parameter, String word, String words) throws Exception {
    Path file = folder.resolve("pack.yaml");
    Files.writeString(
        file,
        """
        pack: slip
        clauses:
          - {clause: '1', paraphrase: As below., class: automated, rules: [{id: %s, parameters: {%s: [%s]}}]}
        """
            .formatted(rule, parameter, word));
    assertThat(new PackLint(AS_OF).read(new PackLibrary().read(file)))
        .filteredOn(r -> r.level() == PackLint.Level.ERROR)
        .extracting(PackLint.Remark::found)
        .containsExactly(
            "The parameter '"
                + parameter
                + "' is '"
                + word
                + "' and must be one of "
                + words
                + ".");
  }

  @Test
  void parameterThatWouldChangeNothingIsRefusedRatherThanTakenInSilence() throws Exception {
    Files.writeString(
        folder.resolve("trust.yaml"),
        "name: T\npacks: [ctat-2024]\noverrides: {pupil-name-in-post: {parameters: {first_name_only_ok: false}}}\n");
    var settings = org.invigilator.policy.TrustSettings.read(folder);
    List<Versions> policies = List.of(new PackLibrary().asOf("ctat-2024", AS_OF));
    assertThatThrownBy(() -> new Requirements(policies, settings))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("'first_name_only_ok' of 'pupil-name-in-post' cannot be changed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"att-2017", "archway-2019", "connect-2016", "dukeries-2018", "ctat-2024"})
  void builtInPacksHaveNoErrors(String pack) {
    assertThat(new PackLint(AS_OF).read(new PackLibrary().get(pack)))
        .noneMatch(r -> r.level() == PackLint.Level.ERROR);
  }

  @Test
  void whatAPolicyLacksIsSaid() {
    assertThat(PolicyTopics.missing(new PackLibrary().get("att-2017")))
        .contains("consent for pictures of pupils", "a second administrator");
    assertThat(PolicyTopics.missing(new PackLibrary().get("ctat-2024")))
        .doesNotContain("consent for pictures of pupils", "a second administrator");
  }

  @Test
  void platformThatIsNotKnownIsAnError() throws Exception {
    Path file = folder.resolve("own.yaml");
    Files.writeString(
        file, PackLibrary.template().replace("[twitter, facebook]", "[x, instagramm, Facebook]"));
    assertThat(new PackLint(AS_OF).read(new PackLibrary().read(file)))
        .filteredOn(r -> r.level() == PackLint.Level.ERROR)
        .extracting(PackLint.Remark::found)
        .containsExactly("'instagramm' is not a platform that is known.");
  }

  @Test
  void templateIsAPackWithNothingToRemark() throws Exception {
    Path file = folder.resolve("template.yaml");
    Files.writeString(file, PackLibrary.template());
    PolicyPack pack = new PackLibrary().read(file);
    // It is a beginning: all that is missing are clauses.
    assertThat(new PackLint(AS_OF).read(pack))
        .extracting(PackLint.Remark::found)
        .allMatch(found -> found.startsWith("No clause is checked for "));
    assertThat(pack.clauseList()).hasSizeGreaterThan(3);
  }

  @Test
  void comparisonSaysWhatIsStricterLooserNewAndGone() throws Exception {
    Path file = folder.resolve("next.yaml");
    Files.writeString(
        file,
        """
        pack: next
        inherits: ctat-2024
        overrides:
          hold-period-post: {enabled: false}
          account-stale: {enabled: true}
          second-admin-missing: {parameters: {min_admins: 3}}
          expupil-interaction: {parameters: {under_age: 16}}
          pupil-followed: {severity: critical}
        clauses:
          - {clause: '99', paraphrase: One more., class: not-applicable, why: because}
        """);
    PackLibrary library = new PackLibrary();
    List<String> changes =
        new PackDiff(library.get("ctat-2024"), library.read(file))
            .changes().stream().map(c -> c.way() + " " + c.subject() + ": " + c.what()).toList();
    assertThat(changes)
        .anyMatch(c -> c.equals("STRICTER second-admin-missing: min_admins 2 becomes 3"))
        .anyMatch(c -> c.equals("LOOSER expupil-interaction: under_age 18 becomes 16"))
        .anyMatch(c -> c.startsWith("STRICTER pupil-followed: severity high becomes critical"))
        .anyMatch(c -> c.startsWith("GONE hold-period-post"))
        .anyMatch(c -> c.startsWith("NEW account-stale"))
        .anyMatch(c -> c.equals("NEW clause 99: One more."))
        .hasSize(6);
    assertThat(new PackDiff(library.get("ctat-2024"), library.get("ctat-2024")).changes())
        .isEmpty();
  }

  /** A rule that the policy gives nothing to compare with could not check anything. */
  @ParameterizedTest
  @CsvSource({
    "register-field-missing, required_fields",
    "prohibited-platform, denied",
    "media-consent-missing, matrix",
    "responsible-role-vacant, roles"
  })
  void ruleWithoutItsSettingIsNoPass(String rule, String parameter) throws Exception {
    Path pack =
        Files.writeString(
            folder.resolve("own.yaml"),
            """
            {pack: own, title: Own policy, clauses: [{clause: '1', paraphrase: A duty,
            class: automated, rules: [{id: %s, severity: medium}]}]}"""
                .formatted(rule));
    assertThat(new PackLint(AS_OF).read(new PackLibrary().read(pack)))
        .filteredOn(remark -> remark.level() == PackLint.Level.ERROR)
        .singleElement()
        .satisfies(
            remark -> {
              assertThat(remark.where()).isEqualTo("1");
              assertThat(remark.found()).contains(rule, parameter + " is not set");
              assertThat(remark.remedy()).contains(parameter);
            });
    TrustBuilder trust =
        new TrustBuilder("ctat-2024", AS_OF)
            .overrides(Map.of(rule, Map.of("parameters", Map.of(parameter, List.of()))));
    assertThat(DryAudit.of(trust.write(folder.resolve("trust")), AS_OF, 0).outcomes())
        .filteredOn(outcome -> outcome.rule().equals(rule))
        .isNotEmpty()
        .allSatisfy(
            outcome -> {
              assertThat(outcome.kind()).isEqualTo(Outcome.Kind.NOT_EVALUATED);
              assertThat(Sentences.reason(outcome.causes())).contains("does not set " + parameter);
            });
  }
}
