package org.invigilator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.register.RegisterReader;
import org.invigilator.report.EvidencePack;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The evidence for a finding, as a ZIP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvidenceCommandTest {
  private static final Path SAMPLE = Path.of("jobs/sample-trust");

  @TempDir static Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String command, String... more) {
    String[] all =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(
                    command,
                    "--trust",
                    SAMPLE.toString(),
                    "--out",
                    folder.toString(),
                    "--state",
                    folder.resolve("state").toString()),
                java.util.stream.Stream.of(more))
            .toArray(String[]::new);
    return CommandLineTool.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
  }

  @BeforeEach
  void forgetOutput() {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
  }

  @BeforeAll
  void audit() {
    assertThat(run("audit", "--as-of", "2026-11-20", "--quiet")).isZero();
  }

  private JsonNode finding(String rule) {
    return JsonMapper.builder()
        .build()
        .readTree(folder.resolve("2026-11-20/findings.json").toFile())
        .path("findings")
        .valueStream()
        .filter(f -> f.path("rule").asString("").equals(rule))
        .findFirst()
        .orElseThrow();
  }

  private Map<String, String> evidence(String id, String profile) throws IOException {
    out.getBuffer().setLength(0);
    assertThat(run("evidence", id, "--redact", profile)).isZero();
    Path file = folder.resolve("2026-11-20/evidence/" + id + "-" + profile + ".zip");
    assertThat(out.toString()).contains(DigestUtils.sha256Hex(Files.readAllBytes(file)));
    Map<String, String> files = new TreeMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (var entry : zip.stream().toList()) {
        files.put(
            entry.getName(),
            new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  @ParameterizedTest
  @EnumSource(EvidencePack.Profile.class)
  void everyFileHasItsHashAndNoPupilIsNamed(EvidencePack.Profile profile) throws Exception {
    String id = finding("pupil-name-in-post").path("id").asString();
    Map<String, String> files = evidence(id, profile.name().toLowerCase(java.util.Locale.ROOT));
    Map<String, String> sums =
        files
            .get("SHA256SUMS")
            .lines()
            .collect(Collectors.toMap(l -> l.substring(66), l -> l.substring(0, 64)));
    files.remove("SHA256SUMS");
    assertThat(sums.keySet()).isEqualTo(files.keySet());
    files.forEach(
        (name, text) -> assertThat(DigestUtils.sha256Hex(text)).isEqualTo(sums.get(name)));
    RegisterReader.read(SAMPLE.resolve("registers"))
        .roll()
        .forEach(
            pupil ->
                assertThat(files.values())
                    .noneMatch(text -> text.contains(pupil.firstName() + " " + pupil.lastName())));
  }

  @Test
  void governorsDoNotSeeWhoAnswered() throws Exception {
    Path trust = folder.resolve("trust");
    org.springframework.util.FileSystemUtils.copyRecursively(SAMPLE, trust);
    Files.createDirectories(trust.resolve("decisions"));
    Files.copy(
        folder.resolve("2026-11-20/audit.xlsx"),
        trust.resolve("decisions/Answers of Alistair Penhallow.xlsx"));
    String[] where = {"--trust", trust.toString(), "--out", folder.resolve("o").toString()};
    assertThat(runAt("audit", where, "--as-of", "2026-11-20", "--quiet")).isZero();
    String id = finding("pupil-name-in-post").path("id").asString();
    for (String profile : new String[] {"governors", "ico"}) {
      assertThat(runAt("evidence", where, id, "--redact", profile)).as(err.toString()).isZero();
      Path file = folder.resolve("o/2026-11-20/evidence/" + id + "-" + profile + ".zip");
      try (ZipFile zip = new ZipFile(file.toFile())) {
        String inputs =
            new String(
                zip.getInputStream(zip.getEntry("inputs.csv")).readAllBytes(),
                StandardCharsets.UTF_8);
        assertThat(inputs.contains("Penhallow")).isEqualTo(profile.equals("ico"));
        assertThat(inputs).contains("decisions/");
      }
    }
  }

  private int runAt(String command, String[] where, String... more) {
    String[] all =
        java.util.stream.Stream.of(
                java.util.stream.Stream.of(command),
                java.util.stream.Stream.of(where),
                java.util.stream.Stream.of(more))
            .flatMap(parts -> parts)
            .toArray(String[]::new);
    return CommandLineTool.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
  }

  @Test
  void evidenceNamesClauseSourceAndHash() throws Exception {
    JsonNode finding = finding("pupil-name-in-post");
    assertThat(finding.path("evidence").path("source").asString())
        .isEqualTo("snapshots/twitter/FHH-TW-01/posts.ndjson");
    String hash =
        DigestUtils.sha256Hex(
            Files.readAllBytes(SAMPLE.resolve(finding.path("evidence").path("source").asString())));
    assertThat(finding.path("evidence").path("sha256").asString()).isEqualTo(hash);
    Map<String, String> files = evidence(finding.path("id").asString(), "leadership");
    assertThat(files.get("evidence.txt"))
        .contains("Social Media Policy 2026, 5.3(g)")
        .contains("read at: 2026-11-19T21:11:07Z (UTC)")
        .contains(hash);
    assertThat(files.get("post.txt")).contains("has been selected for the county orchestra");
    assertThat(files.get("inputs.csv"))
        .contains("registers/pupils.csv")
        .doesNotContain("MRC-TW-01");
    assertThat(files.get("history.csv")).contains("2026-11-20,new");
  }

  @Test
  void sourcesAreTheFilesThatSayWhatWasFound() {
    assertThat(sources("role-holder-left").get(0)).isEqualTo("registers/account_roles.csv");
    assertThat(sources("role-holder-left")).contains("registers/people.csv");
    assertThat(sources("media-consent-missing"))
        .anyMatch(path -> path.startsWith("snapshots/twitter/"))
        .contains("registers/media_log.csv", "registers/consent.csv");
    assertThat(sources("website-account-unregistered").get(0)).isEqualTo("registers/weblinks.csv");
    assertThat(method("pupil-follower"))
        .endsWith("a pupil recognised by an account in the register");
    assertThat(method("pupil-name-in-post")).endsWith("a person recognised by name");
    assertThat(method("role-holder-left")).endsWith("automated");
  }

  private String method(String rule) {
    return finding(rule).path("evidence").path("method").asString();
  }

  private List<String> sources(String rule) {
    JsonNode evidence = finding(rule).path("evidence");
    List<String> all = new ArrayList<>(List.of(evidence.path("source").asString()));
    evidence.path("also").forEach(path -> all.add(path.asString()));
    return all;
  }

  @Test
  void numbersOfPupilsAccountsAreInNoListThatACommandPrints() throws Exception {
    out.getBuffer().setLength(0);
    assertThat(run("findings", "--rule", "underage-follower", "--format", "csv")).isZero();
    assertThat(out.toString()).contains("underage-follower,").doesNotContain("9900000000000");
  }

  @Test
  void governorsSeeNoPersonNoPupilAndNoPost() throws Exception {
    JsonNode named = finding("pupil-name-in-post");
    Map<String, String> pupil = evidence(named.path("id").asString(), "governors");
    assertThat(pupil.toString()).doesNotContain(named.path("subject").path("id").asString());
    assertThat(pupil).doesNotContainKeys("post.txt", "decisions.csv");
    assertThat(pupil.toString())
        .contains("The full name of a pupil")
        .doesNotContain("post.txt")
        .doesNotContain("FHH-10", "/status/");
    Map<String, String> person =
        evidence(finding("role-holder-left").path("id").asString(), "governors");
    assertThat(person.toString())
        .contains("Details about people are left out")
        .doesNotContain("P-053", "Kettleby");
  }

  @Test
  void unknownFindingIsRefusedWithHowToFindOne() {
    assertThat(run("evidence", "F-123456789abc")).isEqualTo(2);
    assertThat(err.toString() + out).contains("has no finding F-123456789abc").contains("findings");
    assertThat(run("evidence")).isEqualTo(2);
    assertThat(run("evidence", "XYZ")).isEqualTo(2);
    assertThat(err.toString() + out).contains("'XYZ' is not the number of a finding");
  }

  @Test
  void anotherDateThanThatOfTheLatestAuditIsRefused() {
    String id = finding("pupil-name-in-post").path("id").asString();
    assertThat(run("evidence", id, "--as-of", "2026-11-13")).isEqualTo(2);
    assertThat(err.toString() + out).contains("that of 20 November 2026");
    assertThat(run("evidence", id, "--as-of", "20/11/2026")).isZero();
  }
}
