package org.invigilator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.StateLocation;
import org.invigilator.job.TrustInput;
import org.invigilator.job.Workers;
import org.invigilator.job.store.Database;
import org.invigilator.job.store.StateStore;
import org.invigilator.policy.Delivery;
import org.invigilator.policy.Retention;
import org.invigilator.privacy.Purge;
import org.invigilator.privacy.dpia.DataProtectionPack;
import org.invigilator.privacy.dpia.EffectiveSettings;
import org.invigilator.privacy.dpia.Storage;
import org.invigilator.register.Pupil;
import org.invigilator.register.Register;
import org.invigilator.register.Schema;
import org.invigilator.report.document.Block;
import org.invigilator.report.document.WordDocument;
import org.invigilator.rule.Input;
import org.invigilator.rule.TrustBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/** The data protection pack says what the settings, registers and database really are. */
class DataProtectionPackTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 11, 20);
  private static final Path SAMPLE = Path.of("jobs/sample-trust");
  private static final Pattern GAP = Pattern.compile("\\[To be completed by the trust: [^\\]]+\\]");
  private static final String SERVER =
      "jdbc:postgresql://db.trust.example:5433/invigilator?currentSchema=north&sslmode=verify-full";

  @TempDir Path folder;

  private Path trust(String... settings) throws Exception {
    Path trust = new TrustBuilder("ctat-2024", AS_OF).write(folder.resolve("trust"));
    Path yaml = trust.resolve("trust.yaml");
    Files.writeString(yaml, Files.readString(yaml) + "\n" + String.join("\n", settings) + "\n");
    return trust;
  }

  private AuditRequest request(Path trust, StateLocation state, Set<Delivery.To> deliver) {
    return new AuditRequest(
        "test",
        trust,
        AS_OF,
        folder.resolve("out"),
        state,
        false,
        trust.resolve("snapshots"),
        Map.of(),
        List.of(),
        deliver,
        Workers.HERE);
  }

  private StateLocation state() {
    return StateLocation.of(folder.resolve("state"));
  }

  private static List<Block> pack(AuditRequest request, Map<String, String> environment) {
    return pack(settings(request, environment));
  }

  private static List<Block> pack(EffectiveSettings settings) {
    return new DataProtectionPack(settings).blocks();
  }

  private static EffectiveSettings settings(AuditRequest request, Map<String, String> environment) {
    return new AuditedSettings(request, TrustInput.of(request, AS_OF), environment)
        .forPack(Optional.empty());
  }

  private List<Block> pack(Path trust) {
    return pack(request(trust, state(), Set.of()), Map.of());
  }

  private static String text(List<Block> blocks) {
    return blocks.stream()
        .map(
            block ->
                block instanceof Block.Heading heading
                    ? heading.text()
                    : block instanceof Block.Text text
                        ? text.text()
                        : block instanceof Block.Points points
                            ? String.join("\n", points.lines())
                            : ((Block.Table) block)
                                .rows().stream()
                                    .map(row -> String.join(" | ", row))
                                    .collect(Collectors.joining("\n")))
        .collect(Collectors.joining("\n"));
  }

  private static List<String> headings(List<Block> blocks, int level) {
    return blocks.stream()
        .filter(b -> b instanceof Block.Heading h && h.level() == level)
        .map(b -> ((Block.Heading) b).text())
        .toList();
  }

  /** The rows of the first table below a heading, without the names of its columns. */
  private static List<List<String>> table(List<Block> blocks, String heading) {
    boolean below = false;
    for (Block block : blocks) {
      below |= block instanceof Block.Heading h && h.text().equals(heading);
      if (below && block instanceof Block.Table table) {
        return table.rows().subList(1, table.rows().size());
      }
    }
    throw new AssertionError("no table below " + heading);
  }

  private static Map<String, String> cells(List<Block> blocks, String heading, int column) {
    Map<String, String> cells = new TreeMap<>();
    table(blocks, heading).forEach(row -> cells.put(row.get(0), row.get(column)));
    return cells;
  }

  private static long gaps(List<Block> blocks) {
    return GAP.matcher(text(blocks)).results().count();
  }

  @Test
  void headingsAreThoseOfTheTemplateInItsOrder() throws Exception {
    List<Block> pack = pack(trust());
    assertThat(headings(pack, 1))
        .startsWith(
            "Submitting controller details",
            "Step 1: Identify the need for a DPIA",
            "Step 2: Describe the processing",
            "Step 3: Consultation process",
            "Step 4: Assess necessity and proportionality",
            "Step 5: Identify and assess risks",
            "Step 6: Identify measures to reduce risk",
            "Step 7: Sign off and record outcomes");
    assertThat(headings(pack, 2))
        .containsExactly(
            "Describe the nature of the processing",
            "Describe the scope of the processing",
            "Describe the context of the processing",
            "Describe the purposes of the processing");
    assertThat(cells(pack, "Step 7: Sign off and record outcomes", 1).keySet())
        .containsExactlyInAnyOrder(
            "Measures approved by:",
            "Residual risks approved by:",
            "DPO advice provided:",
            "Summary of DPO advice:",
            "DPO advice accepted or overruled by:",
            "Consultation responses reviewed by:",
            "This DPIA will be kept under review by:");
    assertThat(text(pack))
        .contains(
            "6(1)(e)", "section 8(c)", "9(2)(g)", "paragraph 18", "to be confirmed by: name, date");
  }

  @Test
  void gapsAreCountedAtTheTopAndFewerWhenTheSettingsFillThem() throws Exception {
    List<Block> empty = pack(trust());
    assertThat(empty.get(0)).isEqualTo(new Block.Text(gaps(empty) + " gaps to complete."));
    int sum =
        ((Block.Points) empty.get(2))
            .lines().stream()
                .mapToInt(line -> Integer.parseInt(line.replaceAll(".*: (\\d+) gaps?", "$1")))
                .sum();
    assertThat(sum).isEqualTo((int) gaps(empty));
    FileSystemUtils.deleteRecursively(folder.resolve("trust"));
    List<Block> filled =
        pack(
            trust(
                "privacy: {controller: North Town Trust, data_protection_officer: dpo@trust.example, lawful_basis: public task, review_on: 2027-09-01}"));
    assertThat(cells(filled, "Submitting controller details", 1))
        .containsEntry("Name of controller", "North Town Trust")
        .containsEntry("Name of controller contact/DPO", "dpo@trust.example")
        .containsEntry("Review date", "1 September 2027");
    assertThat(text(filled)).contains("Recorded in trust.yaml: public task.");
    // The review date is entered twice: at the start and at the sign-off.
    assertThat(gaps(filled)).isEqualTo(gaps(empty) - 4);
  }

  @Test
  void gapsAreHighlightedInTheDocument() throws Exception {
    List<Block> pack = pack(trust());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    WordDocument.write("Title", AS_OF, pack, out);
    try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(out.toByteArray()))) {
      List<XWPFParagraph> all = new ArrayList<>(document.getParagraphs());
      document
          .getTables()
          .forEach(
              t ->
                  t.getRows()
                      .forEach(r -> r.getTableCells().forEach(c -> all.addAll(c.getParagraphs()))));
      List<String> highlighted =
          all.stream()
              .flatMap(p -> p.getRuns().stream())
              .filter(XWPFRun::isHighlighted)
              .map(XWPFRun::text)
              .toList();
      assertThat(highlighted).hasSize((int) gaps(pack)).allMatch(t -> GAP.matcher(t).matches());
    }
  }

  @Test
  void retentionPeriodsAreThoseInEffect() throws Exception {
    Path trust =
        trust(
            "retention: {posts_days: 301, followers_days: 12, inbound_days: 13, findings_days: 614, reports_days: 215, safeguarding_days: 16}");
    Retention.Limits limits = TrustInput.of(trust, AS_OF).requirements().retention();
    assertThat(limits).isEqualTo(new Retention.Limits(301, 12, 13, 614, 215, 16));
    assertThat(cells(pack(trust), "Deletion", 1))
        .containsEntry("Saved copies of posts that were collected", "301 days")
        .containsEntry(
            "Saved copies of followers and followed people that were collected", "12 days")
        .containsEntry("Findings about a follower, once resolved", "12 days")
        .containsEntry("Pages of a reading that was never finished", "12 days")
        .containsEntry("Saved copies of messages that were collected", "13 days")
        .containsEntry(
            "Other findings once resolved, with their answers; totals; spending", "614 days")
        .containsEntry("Reports", "215 days")
        .containsEntry("safeguarding.xlsx, with names", "16 days")
        .containsEntry(
            "Records of what could be read; mails that were sent or given up; technical records of runs",
            Purge.WORKING_DAYS + " days");
  }

  @Test
  void registersAndColumnsAreThoseInUse() throws Exception {
    Path trust = trust();
    Files.delete(trust.resolve("registers/incidents.csv"));
    EffectiveSettings settings = settings(request(trust, state(), Set.of()), Map.of());
    Set<Register> present = settings.index().registers().present().keySet();
    List<Block> pack = pack(settings);
    List<List<String>> rows = table(pack, "Annex A: registers in use and their columns");
    assertThat(rows).hasSameSizeAs(present);
    for (Register register : EnumSet.copyOf(present)) {
      int count = settings.index().registers().present().get(register).rows();
      assertThat(rows)
          .anySatisfy(
              row -> {
                assertThat(row.get(0)).startsWith(register.inWords() + " (" + count + " row");
                assertThat(row.get(1).split(", "))
                    .containsExactlyElementsOf(Schema.of(register).columns().keySet());
              });
    }
    assertThat(text(pack))
        .contains(present.size() + " registers are in use")
        .containsPattern("Not kept, and so not processed: [^\n]*incidents");
  }

  @Test
  void tablesAreThoseOfTheDatabase() throws Exception {
    JdbcDataSource source = new JdbcDataSource();
    source.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration")
        .loggers("slf4j")
        .load()
        .migrate();
    Set<String> tables =
        new JdbcTemplate(source)
                .queryForList(
                    "select lower(table_name) from information_schema.tables where table_schema = 'PUBLIC'",
                    String.class)
                .stream()
                .filter(t -> !t.matches("(batch|qrtz|flyway)_.*"))
                .collect(Collectors.toSet());
    assertThat(cells(pack(trust()), "Annex B: what the findings database contains", 1).keySet())
        .isEqualTo(new TreeSet<>(tables));
  }

  @Test
  void sourcesAreThoseThatAreSet() throws Exception {
    String who = "Processors and other organisations";
    List<Block> none = pack(trust());
    assertThat(cells(none, who, 1).keySet())
        .containsExactlyInAnyOrder(
            "Host of the machine on which the audit runs", "Makers of Invigilator");
    assertThat(text(none)).contains("only saved copies that the trust puts in place are read");
    FileSystemUtils.deleteRecursively(folder.resolve("trust"));
    List<Block> both =
        pack(
            trust(
                "sources: {x: {use: api, base_url: 'https://proxy.trust.example/2/'}, bluesky: api}"));
    assertThat(cells(both, who, 1).keySet())
        .contains(
            "X (Twitter) API (https://proxy.trust.example/2/)",
            "Bluesky API (https://public.api.bsky.app/xrpc/)");
    assertThat(text(both))
        .contains("X (Twitter): requested from https://proxy.trust.example/2/.")
        .contains("The platform's terms");
    FileSystemUtils.deleteRecursively(folder.resolve("trust"));
    List<Block> archive = pack(trust("sources: {x: archive}"));
    assertThat(cells(archive, who, 1).keySet())
        .contains("X (Twitter): exports that account owners downloaded");
    assertThat(text(archive)).doesNotContain("api.x.com", "The platform's terms");
  }

  @Test
  void databaseIsCalledEncryptedOnlyIfItIs() throws Exception {
    Path trust = trust();
    Map<String, String> key = Map.of(Database.KEY, "a-key-that-is-long-enough");
    AuditRequest request = request(trust, state(), Set.of());
    assertThat(database(pack(request, Map.of()))).contains("not created yet", "NO; set");
    assertThat(database(pack(request, key))).contains("not created yet", "once it is created");
    StateStore.open(state(), Map.of()).close();
    assertThat(database(pack(request, Map.of())))
        .contains("NO; set")
        .doesNotContain("not created yet");
    assertThat(text(pack(request, Map.of())))
        .contains("The findings database is NOT encrypted", "the ICO must be consulted");
    assertThat(database(pack(request, key))).contains("not yet; the next run encrypts it");
    StateStore.open(state(), key).close();
    assertThat(database(pack(request, key))).contains("yes (AES)");
    assertThat(text(pack(request, key)))
        .contains("encrypted with a key that is kept apart")
        .doesNotContain("NOT encrypted", "the ICO must be consulted", key.get(Database.KEY));
  }

  private static String database(List<Block> pack) {
    return table(pack, "Storage").stream()
        .filter(row -> row.get(0).equals("Findings database"))
        .findFirst()
        .orElseThrow()
        .toString();
  }

  @Test
  void foldersAreThoseOfTheRequest() throws Exception {
    Path trust = trust();
    Map<String, String> where = cells(pack(trust), "Storage", 1);
    assertThat(where)
        .containsEntry("Registers and settings, the trust's own files", trust.toString())
        .containsEntry("Saved copies of accounts", trust.resolve("snapshots").toString())
        .containsEntry("Reports", folder.resolve("out").toString());
    assertThat(where.get("Findings database")).startsWith(folder.resolve("state").toString());
  }

  @Test
  void databaseServerIsNamedWithoutWhatElseItsAddressSays() throws Exception {
    assertThat(AuditedSettings.server(SERVER))
        .isEqualTo(new Storage.Server("db.trust.example:5433", "invigilator", "verify-full"));
    List<Block> pack =
        pack(
            request(trust(), StateLocation.of(SERVER, folder), Set.of()),
            Map.of(Database.PASSWORD, "s3cret-of-the-server"));
    assertThat(database(pack))
        .contains("PostgreSQL on db.trust.example:5433, database invigilator", "verify-full");
    assertThat(cells(pack, "Processors and other organisations", 1).keySet())
        .contains("Database server db.trust.example:5433");
    assertThat(text(pack)).doesNotContain("s3cret-of-the-server");
    List<Block> unsure =
        pack(
            request(
                folder.resolve("trust"),
                StateLocation.of(SERVER.replaceAll("&sslmode.*", ""), folder),
                Set.of()),
            Map.of());
    assertThat(database(unsure)).contains("[To be completed by the trust: whether the connection");
  }

  @Test
  void credentialsAreAllThatTheProgramReadsAndNoneIsShown() throws Exception {
    Set<String> read = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        Pattern.compile("INVIGILATOR_[A-Z0-9_]*[A-Z0-9]")
            .matcher(Files.readString(file))
            .results()
            .forEach(m -> read.add(m.group()));
      }
    }
    // Where locks are, how long they last and how the log is written are no secrets; INVIGILATOR_X_
    // is
    // a beginning.
    read.removeAll(
        Set.of(
            "INVIGILATOR_LOCKS", "INVIGILATOR_LEASE_SECONDS", "INVIGILATOR_LOG", "INVIGILATOR_X"));
    Path trust = trust();
    Map<String, String> none = cells(pack(trust), "Annex C: credentials and keys", 2);
    assertThat(none.keySet()).isEqualTo(read);
    assertThat(none.values()).containsOnly("no");
    Map<String, String> environment = new TreeMap<>();
    read.forEach(name -> environment.put(name, "the-value-of-" + name));
    List<Block> set = pack(request(trust, state(), Set.of()), environment);
    assertThat(cells(set, "Annex C: credentials and keys", 2).values()).containsOnly("yes");
    assertThat(text(set)).doesNotContain("the-value-of-");
    assertThat(text(pack(trust))).contains("safeguarding.xlsx is not written");
    assertThat(text(set)).contains("safeguarding.xlsx: yes, with a password");
  }

  @Test
  void mailGoesWhereTheJobSendsIt() throws Exception {
    assertThat(text(pack(trust()))).contains("By mail: no one; trust.yaml names no recipients.");
    FileSystemUtils.deleteRecursively(folder.resolve("trust"));
    Path trust =
        trust(
            "delivery: {smtp: {host: smtp.trust.example, from: a@trust.example, security: tls}, leadership: [it@trust.example]}");
    List<Block> silent = pack(trust);
    assertThat(text(silent)).contains("this job delivers to no one", "Nothing from this job");
    List<Block> sent = pack(request(trust, state(), EnumSet.allOf(Delivery.To.class)), Map.of());
    assertThat(text(sent))
        .contains(
            "the digest with audit.xlsx and report.html to it@trust.example; to the head of each academy")
        .doesNotContain("Nothing from this job");
    assertThat(cells(sent, "Processors and other organisations", 1).keySet())
        .contains(
            "Mail server smtp.trust.example:465 (tls)", "Provider of the channel (Teams or Slack)");
  }

  @Test
  void namesAreCalledComparedOnlyIfTheyAre() throws Exception {
    String heading = "Comparing followers' names with the roll";
    List<Block> off = pack(trust());
    assertThat(text(off)).contains(heading + "\nNot in use.");
    assertThat(cells(off, heading, 1).values()).containsOnly("nothing");
    List<Block> on = pack(request(SAMPLE, state(), Set.of()), Map.of());
    assertThat(text(on)).contains(heading + "\nIn use.");
    assertThat(cells(on, heading, 1))
        .containsEntry("Lawful basis", "public task")
        .containsEntry("Impact assessment", "DPIA-2026-04")
        .containsEntry("Explained in the privacy notice on", "1 September 2026")
        .containsEntry("Reviewed by", "Data Protection Officer");
    String risk =
        "Followers' names, handles and profile texts are compared with the roll. A stranger";
    assertThat(text(off)).doesNotContain(risk);
    assertThat(text(on)).contains(risk);
  }

  @Test
  void numbersAreThoseOfRegistersAndSavedCopies() throws Exception {
    EffectiveSettings settings = settings(request(SAMPLE, state(), Set.of()), Map.of());
    List<Block> pack = pack(settings);
    Map<String, String> numbers = cells(pack, "Describe the scope of the processing", 3);
    assertThat(numbers.get("Followers of official accounts, and people whom they follow"))
        .startsWith(
            lines("followers.ndjson")
                + " followers and "
                + lines("following.ndjson")
                + " followed");
    assertThat(numbers.get("People who write to official accounts"))
        .startsWith(lines("mentions.ndjson") + " messages");
    assertThat(numbers.get("People whom official posts name or quote"))
        .startsWith(lines("posts.ndjson") + " posts of ");
    List<Pupil> pupils = settings.index().registers().pupils();
    long children =
        pupils.stream().filter(p -> p.birth().orElseThrow().isAfter(AS_OF.minusYears(13))).count();
    assertThat(numbers.get("Pupils, past and present"))
        .startsWith(pupils.size() + " in the register: " + children + " under 13, ");
    Set<String> rules = new HashSet<>();
    Set<String> ofFollowers = new HashSet<>();
    settings
        .requirements()
        .packs()
        .forEach(
            p ->
                settings
                    .requirements()
                    .of(p)
                    .forEach(
                        r -> {
                          rules.add(r.rule());
                          if (r.info().reads(Input.OfAccount.FOLLOWERS)) {
                            ofFollowers.add(r.rule());
                          }
                        }));
    assertThat(text(pack)).contains(rules.size() + " rules are in use.");
    assertThat(cells(pack, "Collection", 1))
        .containsEntry("Followers", ofFollowers.size() + " rules in use");
  }

  private static long lines(String name) throws Exception {
    long lines = 0;
    try (Stream<Path> files = Files.walk(SAMPLE.resolve("snapshots"))) {
      for (Path file : files.filter(f -> f.endsWith(name)).toList()) {
        lines += Files.readAllLines(file).stream().filter(line -> !line.isBlank()).count();
      }
    }
    return lines;
  }

  @Test
  void noPupilIsNamed() {
    EffectiveSettings settings = settings(request(SAMPLE, state(), Set.of()), Map.of());
    String text = text(pack(settings));
    for (Pupil pupil : settings.index().registers().pupils()) {
      assertThat(text).doesNotContain(pupil.ref(), pupil.firstName() + " " + pupil.lastName());
      pupil.handles().forEach(h -> assertThat(text).doesNotContain(h.handle()));
    }
  }
}
