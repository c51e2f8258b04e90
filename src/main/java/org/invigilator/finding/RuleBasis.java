package org.invigilator.finding;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.invigilator.register.LondonTime;
import org.invigilator.register.XPostId;
import org.invigilator.rule.Subject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/**
 * By what the rules judged a scope in the audit before: where that changed, a finding that is new
 * or gone tells nothing about the world.
 */
final class RuleBasis {
  /** A row of the table. */
  private record Basis(String fingerprint, LocalDate asOf, Optional<String> prior) {}

  private final NamedParameterJdbcTemplate jdbc;
  private final String scope;
  private final LocalDate asOf;
  private final Map<String, String> now;
  private final Map<String, Basis> known = new HashMap<>();

  /**
   * @param now by what each rule judges the scope in this audit
   */
  RuleBasis(
      NamedParameterJdbcTemplate jdbc, String scope, LocalDate asOf, Map<String, String> now) {
    this.jdbc = jdbc;
    this.scope = scope;
    this.asOf = asOf;
    this.now = now;
    jdbc.query(
        "select * from rule_basis where scope = :scope",
        Map.of("scope", scope),
        rs -> {
          known.put(
              rs.getString("rule"),
              new Basis(
                  rs.getString("fingerprint"),
                  RowMappers.date(rs, "as_of"),
                  Optional.ofNullable(rs.getString("prior"))));
        });
  }

  /** What made a finding of a rule new, gone or graver. */
  Change change(String rule, Subject subject) {
    if (known.isEmpty() || now.isEmpty()) {
      return Change.WORLD;
    }
    boolean isSame = Objects.equals(before(rule), now.get(rule));
    return isSame || isPostedSince(subject) ? Change.WORLD : Change.POLICY;
  }

  /** Whether a rule judged the scope before and does so no more. */
  boolean isDropped(String rule) {
    return !now.isEmpty() && known.containsKey(rule) && !now.containsKey(rule);
  }

  private @Nullable String before(String rule) {
    Basis basis = known.get(rule);
    return basis == null
        ? null
        : basis.asOf().isBefore(asOf)
            ? basis.fingerprint()
            : basis.prior().orElse(basis.fingerprint());
  }

  /** A post that was published after the audit before is news under any policy. */
  private boolean isPostedSince(Subject subject) {
    String id = subject.id().replaceFirst("#.*$", "");
    boolean isPost = subject.kind() == Subject.Kind.POST || subject.kind() == Subject.Kind.MEDIA;
    Optional<LocalDate> posted =
        isPost ? XPostId.publishedAt(id).map(LondonTime::date) : Optional.empty();
    return posted.isPresent()
        && known.values().stream().map(Basis::asOf).noneMatch(posted.get()::isBefore)
        && known.values().stream().anyMatch(b -> b.asOf().isBefore(asOf));
  }

  /**
   * Keeps by what the rules judge now.
   *
   * @param unseen rules that could judge nothing: what they find next time is compared with what
   *     they judged by when they last could
   */
  void write(Set<String> unseen) {
    if (now.isEmpty()) {
      return;
    }
    List<SqlParameterSource> rows = new ArrayList<>();
    now.forEach(
        (rule, fingerprint) -> {
          String before = before(rule);
          boolean isKept = before != null && unseen.contains(rule);
          rows.add(
              new MapSqlParameterSource("scope", scope)
                  .addValue("rule", rule)
                  .addValue("fingerprint", isKept ? before : fingerprint)
                  .addValue("asOf", Date.valueOf(asOf))
                  .addValue("prior", before));
        });
    jdbc.update("delete from rule_basis where scope = :scope", Map.of("scope", scope));
    jdbc.batchUpdate(
        """
        insert into rule_basis (scope, rule, fingerprint, as_of, prior)
        values (:scope, :rule, :fingerprint, :asOf, :prior)""",
        rows.toArray(SqlParameterSource[]::new));
  }
}
