package org.invigilator.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.invigilator.policy.Mode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * The hard cases, each the good trust with one thing changed; judged through real files by the
 * whole engine.
 */
class CasesTest {
  @TempDir Path folder;

  record Case(
      String id,
      String pack,
      LocalDate asOf,
      int absences,
      List<String> rules,
      List<Map<String, Object>> changes,
      List<String> expect) {
    @Override
    public String toString() {
      return id + " " + rules;
    }
  }

  private static final Path CASES = Path.of("src/test/resources/org/invigilator/rule/cases");

  /** The cases of every rule group, each with its defaults and named set-ups filled in. */
  static Stream<Case> cases() throws Exception {
    List<Case> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(CASES)) {
      for (Path file : files.sorted().toList()) {
        all.addAll(read(file));
      }
    }
    return all.stream();
  }

  @SuppressWarnings("unchecked")
  private static List<Case> read(Path file) throws Exception {
    Map<String, Object> group = new Yaml().load(Files.readString(file));
    Map<String, List<Map<String, Object>>> setups =
        (Map<String, List<Map<String, Object>>>) group.getOrDefault("setups", Map.of());
    List<Case> cases = new ArrayList<>();
    for (Map<String, Object> written : (List<Map<String, Object>>) group.get("cases")) {
      Map<String, Object> c = new LinkedHashMap<>((Map<String, Object>) group.get("defaults"));
      c.putAll(written);
      List<Map<String, Object>> steps = new ArrayList<>();
      for (Map<String, Object> step : (List<Map<String, Object>>) c.getOrDefault("do", List.of())) {
        Object setup = step.get("setup");
        if (setup == null) {
          steps.add(step);
        } else {
          assertThat(setups).as(c.get("id") + " in " + file).containsKey((String) setup);
          steps.addAll(setups.get(setup));
        }
      }
      cases.add(
          new Case(
              (String) c.get("id"),
              (String) c.get("pack"),
              LocalDate.parse((String) c.get("as_of")),
              (Integer) c.get("absences"),
              (List<String>) c.get("rules"),
              steps,
              (List<String>) c.get("expect")));
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void caseGivesWhatIsExpected(Case hard) {
    TrustBuilder trust = new TrustBuilder(hard.pack(), hard.asOf());
    hard.changes().forEach(change -> change.forEach((name, value) -> apply(trust, name, value)));
    // What could not be checked is known only once the others have run.
    if (Boolean.getBoolean("cases.isolated") && !hard.rules().contains("audit-coverage-gap")) {
      trust.only(hard.rules());
    }
    DryAudit audit = DryAudit.of(trust.write(folder), hard.asOf(), hard.absences());
    List<String> found = new ArrayList<>();
    audit.violations().stream()
        .filter(j -> hard.rules().contains(j.rule()))
        .forEach(
            j ->
                found.add(
                    j.rule()
                        + " "
                        + j.severity()
                        + (j.mode() == Mode.ASSISTED ? " assisted" : "")));
    audit.outcomes().stream()
        .filter(o -> hard.rules().contains(o.rule()))
        .filter(
            o ->
                o.kind() == Outcome.Kind.PENDING
                    || o.kind() == Outcome.Kind.NOT_EVALUATED
                    || o.kind() == Outcome.Kind.HISTORIC)
        .filter(o -> !o.account().startsWith("STH") && !(o.rule().equals("policy-review-overdue")))
        .forEach(o -> found.add(o.kind() + " " + o.rule()));
    assertThat(found)
        .as(
            () ->
                audit.violations().stream()
                    .map(j -> j.rule() + ": " + Sentences.OF_CODES.observed(j.rule(), j.observed()))
                    .toList()
                    .toString())
        .containsExactlyInAnyOrderElementsOf(hard.expect());
    List<String> observed =
        java.util.stream.Stream.concat(
                audit.violations().stream()
                    .filter(j -> hard.rules().contains(j.rule()))
                    .map(
                        j ->
                            j.rule()
                                + ": "
                                + Sentences.OF_CODES.observed(j.rule(), j.observed())
                                + " "
                                + j.pupils()
                                + j.people()),
                audit.outcomes().stream()
                    .filter(o -> hard.rules().contains(o.rule()) && !o.reason().isEmpty())
                    .map(o -> o.rule() + " " + o.kind() + " " + o.account() + ": " + o.reason()))
            .sorted()
            .toList();
    if (Boolean.getBoolean("golden.write")) {
      OBSERVED.put(hard.id(), observed);
    } else {
      assertThat(observed)
          .as("what people read; to accept a change run with -Dgolden.write=true")
          .isEqualTo(OBSERVED.getOrDefault(hard.id(), List.of()));
    }
  }

  private static final Path GOLDEN =
      Path.of("src/test/resources/org/invigilator/rule/cases-observed.yaml");
  private static final Map<String, List<String>> OBSERVED = new java.util.TreeMap<>();

  @BeforeAll
  static void readObserved() throws Exception {
    if (!Boolean.getBoolean("golden.write")) {
      OBSERVED.putAll(new Yaml().<Map<String, List<String>>>load(Files.readString(GOLDEN)));
    }
  }

  @AfterAll
  static void keepObserved() throws Exception {
    if (Boolean.getBoolean("golden.write")) {
      OBSERVED.values().removeIf(List::isEmpty);
      DumperOptions options = new DumperOptions();
      options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
      options.setWidth(100_000);
      Files.writeString(
          GOLDEN,
          "# What people read of each case, as accepted; see CasesTest.\n"
              + new Yaml(options).dump(OBSERVED));
    }
  }

  /** What is wrong with the packs themselves: three are past their review, two have no dates. */
  private static final List<String> OF_THE_PACK =
      List.of(
          "policy-review-overdue",
          "policy-review-due-soon",
          "policy-metadata-missing",
          "policy-cycle-mismatch");

  @ParameterizedTest
  @ValueSource(strings = {"att-2017", "archway-2019", "connect-2016", "dukeries-2018", "ctat-2024"})
  void goodTrustHasNothingWrongButTheAgeOfItsPolicy(String pack) {
    LocalDate asOf = LocalDate.of(2026, 11, 20);
    TrustBuilder trust = new TrustBuilder(pack, asOf);
    trust.list("domain_block", List.of("hate.example;extremist"));
    DryAudit audit = DryAudit.of(trust.write(folder), asOf, 0);
    assertThat(audit.violations())
        .filteredOn(j -> !OF_THE_PACK.contains(j.rule()))
        .extracting(
            j ->
                j.rule()
                    + " "
                    + j.account()
                    + ": "
                    + Sentences.OF_CODES.observed(j.rule(), j.observed()))
        .isEmpty();
    assertThat(audit.outcomes())
        .filteredOn(o -> o.kind() == Outcome.Kind.NOT_EVALUATED && !OF_THE_PACK.contains(o.rule()))
        .isEmpty();
  }

  @Test
  void handlesAreFoldedTheSameWayUnderATurkishLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      LocalDate asOf = LocalDate.of(2026, 11, 20);
      TrustBuilder trust =
          new TrustBuilder("ctat-2024", asOf)
              .post(
                  "NTH-TW-01",
                  Map.of(
                      "id",
                      "2001",
                      "at",
                      "2026-11-15T10:00:00Z",
                      "text",
                      "@william_i",
                      "mentions",
                      List.of(Map.of("username", "william_i"))));
      assertThat(DryAudit.of(trust.write(folder), asOf, 0).kinds("pupil-account-tagged"))
          .contains(Outcome.Kind.FINDING);
    } finally {
      Locale.setDefault(before);
    }
  }

  @SuppressWarnings("unchecked")
  private static void apply(TrustBuilder trust, String name, Object value) {
    String account = "NTH-TW-01";
    switch (name) {
      case "set" ->
          trust.set(
              (String) at(value, 0), (String) at(value, 1), (Map<String, Object>) at(value, 2));
      case "add" -> trust.add((String) at(value, 0), (Map<String, Object>) at(value, 1));
      case "remove" -> trust.remove((String) at(value, 0), (Map<String, Object>) at(value, 1));
      case "drop" -> trust.drop((String) value);
      case "post" -> trust.post(account, (Map<String, Object>) value);
      case "noposts" -> trust.noPosts((String) value);
      case "profile" -> trust.profile(account, (Map<String, Object>) value);
      case "capture" -> trust.capture(account, (Map<String, Object>) value);
      case "notCaptured" -> trust.notCaptured((String) value);
      case "follower" -> trust.follower(account, (Map<String, Object>) value);
      case "mention" -> trust.mention(account, (Map<String, Object>) value);
      case "follows" -> trust.follows(account, (Map<String, Object>) value);
      case "list" -> trust.list((String) at(value, 0), (List<String>) at(value, 1));
      case "overrides" -> trust.overrides((Map<String, Object>) value);
      default -> throw new IllegalArgumentException(name);
    }
  }

  private static Object at(Object list, int index) {
    return ((List<?>) list).get(index);
  }
}
