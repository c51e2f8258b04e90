package org.invigilator.finding;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.invigilator.match.Tier;
import org.invigilator.policy.Mode;
import org.invigilator.policy.Severity;
import org.invigilator.rule.Catalogue;
import org.invigilator.rule.Cause;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Exposure;
import org.invigilator.rule.Recognitions;
import org.invigilator.rule.Sentences;
import org.invigilator.rule.Subject;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** How findings and readings stand in the rows of the database. */
final class RowMappers {
  private static final TypeReference<List<Cause>> CAUSES = new TypeReference<>() {};
  private static final TypeReference<List<Evidence>> EVIDENCE = new TypeReference<>() {};

  // Sentences that an earlier version wrote may hold a line break.
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS).build();

  /** The clauses of findings by the text of their column: few differ. */
  private static final Map<String, Map<String, List<String>>> CLAUSES = new ConcurrentHashMap<>();

  private RowMappers() {}

  static Status status(String label) {
    return Status.valueOf(label.toUpperCase(Locale.ROOT));
  }

  static String clauses(Map<String, List<String>> clauses) {
    return JSON.writeValueAsString(new TreeMap<>(clauses));
  }

  static String causes(Collection<Cause> causes) {
    return JSON.writerFor(CAUSES).writeValueAsString(List.copyOf(causes));
  }

  static List<Cause> causes(String json) {
    return JSON.readValue(json, CAUSES);
  }

  static String evidence(List<Evidence> evidence) {
    return JSON.writerFor(EVIDENCE).writeValueAsString(evidence);
  }

  static String json(Object value) {
    return JSON.writeValueAsString(value);
  }

  static @Nullable OffsetDateTime timestamp(Optional<Instant> instant) {
    return instant.map(i -> i.atOffset(ZoneOffset.UTC)).orElse(null);
  }

  private static Optional<Instant> instant(ResultSet rs, String column) throws SQLException {
    return Optional.ofNullable(rs.getTimestamp(column)).map(Timestamp::toInstant);
  }

  private static List<String> list(String joined) {
    return joined.isEmpty() ? List.of() : List.of(joined.split(";"));
  }

  /**
   * A finding from its row, with what was seen in sentences; texts that many share are kept once.
   */
  static Finding finding(ResultSet rs, Sentences sentences, Map<String, String> shared)
      throws SQLException {
    String rule = once(rs.getString("rule"), shared);
    String clauses = rs.getString("clauses");
    List<Evidence> evidence = JSON.readValue(rs.getString("observed"), EVIDENCE);
    return new Finding(
        rs.getString("id"),
        rule,
        Severity.of(rs.getString("severity")),
        Mode.valueOf(rs.getString("mode").toUpperCase(Locale.ROOT)),
        status(rs.getString("status")),
        rs.getDate("first_seen").toLocalDate(),
        rs.getDate("last_seen").toLocalDate(),
        Optional.ofNullable(rs.getDate("due")).map(Date::toLocalDate),
        once(rs.getString("academy"), shared),
        once(rs.getString("account"), shared),
        once(rs.getString("platform"), shared),
        new Subject(
            Subject.Kind.valueOf(rs.getString("subject_kind").toUpperCase(Locale.ROOT)),
            rs.getString("subject_id"),
            rs.getString("aspect"),
            rs.getString("url")),
        list(rs.getString("pupils")),
        list(rs.getString("people")),
        sentences.observed(rule, evidence),
        once(rs.getString("expected"), shared),
        CLAUSES.computeIfAbsent(
            clauses,
            text -> JSON.readValue(text, new TypeReference<TreeMap<String, List<String>>>() {})),
        rs.getString("basis").equals("policy"),
        once(rs.getString("owner"), shared),
        rs.getString("evidence"),
        Change.of(rs.getString("change_of")),
        Optional.ofNullable(rs.getString("prior_status")).map(RowMappers::status),
        "",
        Optional.empty(),
        Recognitions.confidence(Catalogue.require(rule), evidence));
  }

  /** A decision from its row. */
  static Decision decision(ResultSet rs) throws SQLException {
    return new Decision(
        rs.getString("id"),
        date(rs, "taken_on"),
        Decision.Kind.valueOf(rs.getString("kind").toUpperCase(Locale.ROOT)),
        rs.getString("finding_id"),
        rs.getString("rule"),
        rs.getString("account"),
        rs.getString("academy"),
        rs.getString("said"),
        Optional.ofNullable(rs.getDate("until_date")).map(Date::toLocalDate),
        rs.getString("evidence"),
        rs.getString("pair"),
        rs.getString("requested_by"),
        rs.getString("approved_by"),
        rs.getString("source"),
        Optional.ofNullable(rs.getDate("ended_on")).map(Date::toLocalDate),
        Optional.ofNullable(rs.getDate("settled_on")).map(Date::toLocalDate));
  }

  private static String once(String text, Map<String, String> shared) {
    return shared.computeIfAbsent(text, t -> t);
  }

  static List<Finding> sorted(List<Finding> findings) {
    return findings.stream()
        .sorted(
            Comparator.comparing(Finding::severity)
                .thenComparing(Finding::rule)
                .thenComparing(f -> f.tier().map(Tier::ordinal).orElse(0))
                .thenComparing(Finding::account)
                .thenComparing(f -> f.subject().id())
                .thenComparing(f -> f.subject().aspect())
                .thenComparing(Finding::id))
        .toList();
  }

  static Reading reading(ResultSet rs) throws SQLException {
    return new Reading(
        rs.getString("account"),
        rs.getString("profile"),
        instant(rs, "captured_at"),
        instant(rs, "last_post_at"),
        rs.getLong("posts"),
        rs.getLong("followers"),
        causes(rs.getString("gaps")),
        JSON.readValue(rs.getString("counts"), new TypeReference<TreeMap<String, Integer>>() {}),
        JSON.readValue(rs.getString("files"), new TypeReference<TreeMap<String, String>>() {}),
        JSON.readValue(rs.getString("parts"), new TypeReference<TreeMap<String, String>>() {}),
        exposure(rs.getString("exposure")));
  }

  private static Exposure exposure(String json) {
    return json.isEmpty() ? Exposure.NOTHING : JSON.readValue(json, Exposure.class);
  }

  static LocalDate date(ResultSet rs, String column) throws SQLException {
    return rs.getDate(column).toLocalDate();
  }

  static Optional<Instant> finished(ResultSet rs) throws SQLException {
    return instant(rs, "finished_at");
  }

  static Instant started(ResultSet rs) throws SQLException {
    return instant(rs, "started_at").orElseThrow();
  }
}
