package org.invigilator.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.finding.Decision;
import org.invigilator.finding.Finding;
import org.invigilator.finding.Ledger;
import org.invigilator.finding.Status;
import org.invigilator.policy.PolicyPack;
import org.invigilator.register.OwnerOnly;
import org.invigilator.rule.Catalogue;
import org.invigilator.rule.Input;

/**
 * A ZIP of what stands behind one finding, for a complaint or an authority: the finding, the
 * clauses, its history and decisions, what was read, and a list of hashes. No profile contains a
 * pupil's name.
 *
 * @param excerpt the words of the post, where the finding is about one
 */
public record EvidencePack(
    Finding finding,
    ReportModel model,
    Redaction redaction,
    List<Decision> decisions,
    List<Ledger.Event> events,
    Excerpt excerpt,
    Profile profile) {

  /**
   * The words of a post.
   *
   * @param words as the saved copy has them, without what identifies pupils; empty where there are
   *     none
   * @param note what is to be known of them, such as that the post was edited; empty when nothing
   */
  public record Excerpt(Optional<String> words, String note) {}

  /** For whom it is made. */
  public enum Profile {
    /** The trust's own leadership: pupils by reference, people by name. */
    LEADERSHIP,
    /** Governors: no pupil, no person and no text of a post. */
    GOVERNORS,
    /** The Information Commissioner: as for the leadership, with how the program keeps data. */
    ICO
  }

  /** Where it was written, and the hash by which it is known. */
  public record Written(Path file, String sha256) {}

  /**
   * Writes it below the folder of the audit.
   *
   * @param folder the folder of the reports of the audit
   */
  public Written write(Path folder) throws IOException {
    Path file =
        folder
            .resolve("evidence")
            .resolve(
                finding.id() + "-" + profile.name().toLowerCase(java.util.Locale.ROOT) + ".zip");
    byte[] bytes = zip(files());
    OwnerOnly.folder(folder.resolve("evidence"));
    OwnerOnly.replace(file, out -> out.write(bytes));
    return new Written(file, DigestUtils.sha256Hex(bytes));
  }

  private Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("evidence.txt", text());
    files.put("finding.json", findingJson());
    files.put("history.csv", history());
    if (profile != Profile.GOVERNORS) {
      files.put("decisions.csv", decisionLines());
      excerpt.words().ifPresent(words -> files.put("post.txt", words + "\n"));
    }
    files.put("inputs.csv", inputs());
    StringBuilder hashes = new StringBuilder();
    files.forEach(
        (name, content) ->
            hashes
                .append(DigestUtils.sha256Hex(content.getBytes(StandardCharsets.UTF_8)))
                .append("  ")
                .append(name)
                .append('\n'));
    files.put("SHA256SUMS", hashes.toString());
    return files;
  }

  private static byte[] zip(Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> one : files.entrySet()) {
        ZipEntry entry = new ZipEntry(one.getKey());
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(one.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** The finding as these readers may see it. */
  private Finding shown() {
    return profile == Profile.GOVERNORS
        ? finding.withoutPupils(redaction).withoutPeople()
        : finding;
  }

  /** The document that a policy was read from, and who went through how it is checked. */
  private Optional<String> policy(String pack) {
    return model.packs().stream()
        .filter(one -> one.id().equals(pack))
        .findFirst()
        .map(PolicyPack::documentFields)
        .filter(document -> document.containsKey("file"))
        .map(
            document ->
                "  "
                    + model.details().policyName(pack)
                    + " was read from "
                    + document.get("file")
                    + ", SHA-256 "
                    + document.getOrDefault("sha256", "not recorded")
                    + (document.containsKey("reviewed_on")
                        ? "; the checks were reviewed on "
                            + Wording.dates(document.get("reviewed_on"))
                            + (profile == Profile.GOVERNORS
                                ? ""
                                : " by " + document.getOrDefault("reviewed_by", "someone"))
                        : ""));
  }

  private String text() {
    Finding f = shown();
    FindingEvidence evidence = FindingEvidence.of(finding, model);
    StringBuilder text = new StringBuilder();
    line(text, "Evidence for finding " + f.id());
    line(text, model.settings().name() + ", audit of " + Wording.date(model.asOf()));
    line(text, "");
    line(text, "What: " + ReportModel.title(f));
    line(text, "Where: " + where(f));
    String seenOn = f.status() == Status.RESOLVED ? " on " + Wording.date(f.lastSeen()) : "";
    line(text, "Seen" + seenOn + ": " + Wording.dates(f.observed()));
    if (!excerpt.note().isEmpty() && profile != Profile.GOVERNORS) {
      line(text, "The post: " + excerpt.note());
    }
    line(text, "Expected: " + f.expected());
    line(text, "Severity: " + f.severity() + "; status: " + f.status().label());
    line(text, "First seen: " + Wording.date(f.firstSeen()));
    line(text, "Last seen: " + Wording.date(f.lastSeen()));
    f.due().ifPresent(due -> line(text, "Due: " + Wording.date(due)));
    line(text, "Why it matters: " + Catalogue.require(f.rule()).reason());
    line(text, "");
    line(text, f.clauses().isEmpty() ? "No clause of the policy asks for this check." : "Clauses");
    f.clauses()
        .forEach((pack, numbers) -> numbers.forEach(number -> line(text, clause(pack, number))));
    f.clauses().keySet().forEach(pack -> policy(pack).ifPresent(of -> line(text, of)));
    line(text, "");
    line(text, "How it was found");
    line(text, "  method: " + evidence.method());
    if (evidence.sources().isEmpty()) {
      boolean isOfCopies = Catalogue.require(f.rule()).reads(Input.OfAccount.CAPTURES);
      line(
          text,
          "  source: " + (isOfCopies ? "the program's own saved copies" : "the policy itself"));
    }
    evidence
        .sources()
        .forEach(
            file ->
                line(
                    text,
                    "  source: "
                        + file.path()
                        + (file.sha256().isEmpty() ? "" : ", SHA-256 as read: " + file.sha256())));
    evidence.readAt().ifPresent(at -> line(text, "  read at: " + at + " (UTC)"));
    evidence.limits().forEach(limit -> line(text, "  limit: " + limit));
    f.confidence()
        .ifPresent(c -> line(text, "  confidence that the right person was recognised: " + c));
    line(text, "  program: " + model.details().program() + ", run " + model.run().id());
    line(text, "");
    line(
        text,
        "Names that may be those of pupils on the roll were taken out"
            + (excerpt.words().isPresent() && profile != Profile.GOVERNORS
                ? "; read post.txt before you pass it on."
                : ".")
            + " SHA256SUMS has the hash of every file.");
    if (profile == Profile.GOVERNORS) {
      line(text, "People, references of pupils and texts of posts are left out for governors.");
    }
    if (profile == Profile.ICO) {
      line(
          text,
          "The ledger that this was made from has the number " + model.details().ledger().id());
      line(text, "and its log of access ended with " + model.details().ledger().logHead() + ".");
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }

  private String where(Finding f) {
    List<String> parts = new ArrayList<>();
    if (!f.academy().isEmpty()) {
      parts.add(model.staff().academy(f.academy()));
    }
    if (!f.account().isEmpty()) {
      parts.add("account " + f.account());
    }
    if (!f.subject().url().isEmpty()) {
      parts.add(f.subject().url());
    }
    return parts.isEmpty() ? "the trust" : String.join(", ", parts);
  }

  private String clause(String pack, String number) {
    Optional<PolicyPack> found =
        model.versions().stream()
            .filter(p -> p.id().equals(pack) || p.versionedId().equals(pack))
            .findFirst();
    String words =
        found.stream()
            .flatMap(p -> p.clauseList().stream())
            .filter(c -> c.number().equals(number))
            .map(clause -> clause.inWords().replace("\n", "\n    "))
            .findFirst()
            .orElse("");
    return "  " + model.details().policyName(pack) + ", " + number + ": " + words;
  }

  private String findingJson() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Finding f = shown();
    try (var json = FindingsJson.WRITER.createGenerator(bytes)) {
      if (profile == Profile.GOVERNORS) {
        FindingsJson.finding(f, model.asOf(), json);
      } else {
        FindingsJson.finding(f, model, json);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8) + "\n";
  }

  private String history() {
    StringBuilder text = new StringBuilder("date,status,post\n");
    for (Ledger.Event event : events) {
      text.append(event.on())
          .append(',')
          .append(event.status().label())
          .append(',')
          .append(event.change().words())
          .append('\n');
    }
    return text.toString();
  }

  private String decisionLines() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "date", "kind", "until", "reason", "requested_by", "approved_by", "source", "ended"));
    for (Decision d : decisions) {
      rows.add(
          List.of(
              d.takenOn().toString(),
              d.kind().label(),
              d.until().map(LocalDate::toString).orElse(""),
              d.text(),
              d.requestedBy(),
              d.approvedBy(),
              d.source(),
              d.endedOn().map(LocalDate::toString).orElse("")));
    }
    return FindingsCsv.rows(rows);
  }

  /** The files that the audit read and that concern the finding, with their hashes. */
  private String inputs() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("file", "sha256"));
    new TreeMap<>(model.details().inputs())
        .forEach(
            (file, hash) -> {
              boolean isOfAnother =
                  file.startsWith("snapshots/") && !file.contains("/" + finding.account() + "/");
              if (!isOfAnother) {
                // The file of an answer may be called after whoever gave it.
                boolean isHidden = profile == Profile.GOVERNORS && file.startsWith("decisions/");
                rows.add(List.of(isHidden ? "decisions/ (a file with answers)" : file, hash));
              }
            });
    return FindingsCsv.rows(rows);
  }
}
