package org.invigilator.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.invigilator.finding.Change;
import org.invigilator.finding.Status;
import org.invigilator.input.InputFile;
import org.invigilator.input.InputLimits;
import org.invigilator.policy.Severity;
import org.invigilator.register.Account;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Several trusts side by side, in numbers, from the reports that their audits wrote. No pupil,
 * member of staff or follower is in it, for only rules, dates and counts are read.
 *
 * @param trusts those of the gravest findings first, and then those that have no report
 */
public record GroupReport(LocalDate asOf, List<Trust> trusts) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** So many audits of each trust are shown for the trend. */
  private static final int AUDITS = 12;

  /** A report that is older is no longer how things are. */
  private static final int OLD_DAYS = 8;

  /**
   * One trust.
   *
   * @param audits its latest audits that could be read, the newest first
   * @param unreadable the latest audit whose report cannot be read, if there is one
   */
  public record Trust(String name, List<Audit> audits, Optional<LocalDate> unreadable) {
    public Optional<Audit> latest() {
      return audits.stream().findFirst();
    }

    /** What a reader must know of its report; empty when it is of these days. */
    public String remark(LocalDate today) {
      boolean isHidden =
          unreadable
              .map(day -> latest().map(audit -> audit.asOf().isBefore(day)).orElse(true))
              .orElse(false);
      if (isHidden) {
        return "the report of " + Wording.date(unreadable.get()) + " cannot be read";
      }
      return latest()
          .map(
              audit ->
                  audit.asOf().plusDays(OLD_DAYS).isBefore(today)
                      ? "old: " + (today.toEpochDay() - audit.asOf().toEpochDay()) + " days"
                      : "")
          .orElse("no report");
    }
  }

  /**
   * One audit of a trust in numbers.
   *
   * @param registered how many accounts are registered and in use, and of these how many were read
   * @param notChecked how many rules could not be checked on some account
   */
  public record Audit(
      LocalDate asOf,
      Counts all,
      Map<String, Counts> academies,
      int registered,
      int read,
      int notChecked) {}

  /** The open findings of a trust or an academy. */
  public static final class Counts {
    private final Map<Severity, Integer> open = new EnumMap<>(Severity.class);
    private int fresh;
    private int overdue;

    private void add(Severity severity, boolean isNew, boolean isOverdue) {
      open.merge(severity, 1, Integer::sum);
      fresh += isNew ? 1 : 0;
      overdue += isOverdue ? 1 : 0;
    }

    /** How many are open of a severity. */
    public int of(Severity severity) {
      return open.getOrDefault(severity, 0);
    }

    /** How many are open. */
    public int open() {
      return open.values().stream().mapToInt(n -> n).sum();
    }

    /** How many are new. */
    public int fresh() {
      return fresh;
    }

    /** How many are overdue. */
    public int overdue() {
      return overdue;
    }

    /** The gravest first, then the most overdue. */
    static Comparator<Counts> gravestFirst() {
      Comparator<Counts> order = (a, b) -> 0;
      for (Severity severity : Severity.values()) {
        order = order.thenComparing(counts -> -counts.of(severity));
      }
      return order.thenComparing(counts -> -counts.overdue());
    }
  }

  /**
   * Reads the reports of several trusts.
   *
   * @param folders for each trust by name the folder with a folder for each audit date
   */
  public static GroupReport of(LocalDate asOf, Map<String, Path> folders) {
    Comparator<Trust> gravest =
        Comparator.comparing(
            trust -> trust.latest().map(Audit::all).orElseGet(Counts::new), Counts.gravestFirst());
    return new GroupReport(
        asOf,
        folders.entrySet().stream()
            .map(one -> trust(one.getKey(), one.getValue(), asOf))
            .sorted(
                Comparator.<Trust, Boolean>comparing(trust -> trust.audits().isEmpty())
                    .thenComparing(gravest)
                    .thenComparing(Trust::name))
            .toList());
  }

  private static Trust trust(String name, Path out, LocalDate asOf) {
    List<Audit> audits = new ArrayList<>();
    Optional<LocalDate> unreadable = Optional.empty();
    for (Path folder : folders(out, asOf)) {
      LocalDate day = date(folder).orElseThrow();
      try {
        if (read(folder.resolve("manifest.json")).path("trust").asString("").equals(name)) {
          audits.add(audit(day, read(folder.resolve("findings.json"))));
        }
      } catch (IOException | JacksonException | IllegalArgumentException | DateTimeException e) {
        // What it says is not known, which must not look like an older state of things.
        unreadable = unreadable.or(() -> Optional.of(day));
      }
      if (audits.size() == AUDITS) {
        break;
      }
    }
    return new Trust(name, audits, unreadable);
  }

  /** The folders of audits up to a date, the newest first. */
  private static List<Path> folders(Path out, LocalDate asOf) {
    try (Stream<Path> folders = Files.list(out)) {
      return folders
          .filter(folder -> date(folder).map(day -> !day.isAfter(asOf)).orElse(false))
          .sorted(Comparator.reverseOrder())
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Optional<LocalDate> date(Path folder) {
    try {
      return Optional.of(LocalDate.parse(String.valueOf(folder.getFileName())));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static JsonNode read(Path file) throws IOException {
    return JSON.readTree(InputFile.bytes(file, InputLimits.FILE));
  }

  private static Audit audit(LocalDate asOf, JsonNode report) {
    Counts all = new Counts();
    Map<String, Counts> academies = new TreeMap<>();
    for (JsonNode finding : report.path("findings")) {
      Status status = Status.valueOf(upper(finding, "status"));
      if (status.isOpen()) {
        Severity severity = Severity.valueOf(upper(finding, "severity"));
        String due = finding.path("due").asString("");
        boolean isOverdue = !due.isEmpty() && LocalDate.parse(due).isBefore(asOf);
        boolean isNew =
            status == Status.NEW
                && !finding.path("change").asString("").equals(Change.POLICY.label());
        all.add(severity, isNew, isOverdue);
        academies
            .computeIfAbsent(academy(finding), code -> new Counts())
            .add(severity, isNew, isOverdue);
      }
    }
    JsonNode accounts = report.path("coverage").path("accounts");
    long notChecked =
        report
            .path("outcomes")
            .valueStream()
            .filter(outcome -> outcome.path("outcome").asString("").equals("NOT_EVALUATED"))
            .map(outcome -> outcome.path("rule").asString(""))
            .distinct()
            .count();
    return new Audit(
        asOf,
        all,
        academies,
        accounts.path("registered").asInt(0),
        accounts.path("read").asInt(0),
        (int) notChecked);
  }

  /** What is about no academy is about the trust. */
  private static String academy(JsonNode finding) {
    String academy = finding.path("academy").asString("");
    return academy.isEmpty() ? Account.TRUST : academy;
  }

  private static String upper(JsonNode finding, String name) {
    return finding.path(name).asString("").toUpperCase(Locale.ROOT);
  }
}
