package org.invigilator.register;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One official account as registered, open or closed (matrix 3.1). */
public record Account(
    String id,
    String platform,
    String handle,
    String userId,
    String academy,
    String kind,
    Status status,
    Row row) {

  /** Where an account stands in its life. */
  public enum Status {
    PROPOSED,
    APPROVED,
    OPEN,
    PAUSED,
    CLOSED,
    /** Blank or a word that nobody knows: treated as open, so that nothing escapes. */
    UNKNOWN;

    private static final Map<String, Status> SYNONYMS =
        Map.of(
            "live",
            OPEN,
            "active",
            OPEN,
            "in use",
            OPEN,
            "shut",
            CLOSED,
            "deleted",
            CLOSED,
            "planned",
            PROPOSED,
            "on hold",
            PAUSED,
            "suspended",
            PAUSED);

    static Status parse(String text) {
      String word = text.strip().toLowerCase(Locale.ROOT);
      for (Status status : values()) {
        if (status.name().toLowerCase(Locale.ROOT).equals(word)) {
          return status;
        }
      }
      return SYNONYMS.getOrDefault(word, UNKNOWN);
    }
  }

  /** The code of accounts that belong to the trust rather than to one academy. */
  public static final String TRUST = "TRUST";

  static Account of(Row row) {
    return new Account(
        row.text("account_id"),
        Platforms.canonical(row.text("platform")),
        row.text("handle").replaceFirst("^@", ""),
        row.text("platform_user_id"),
        row.text("academy_code"),
        row.choice("account_kind"),
        Status.parse(row.text("status")),
        row);
  }

  /** The handle as it is compared, whatever its case and with no @. */
  public String comparedHandle() {
    return Platforms.handle(handle);
  }

  public boolean isClosed() {
    return status == Status.CLOSED;
  }

  public boolean isPupilCollaboration() {
    return kind.equals("pupil-collaboration");
  }

  /** The text of any column of the register, empty when blank. */
  public String field(String column) {
    return row.text(column);
  }

  public Optional<LocalDate> date(String column) {
    return row.date(column);
  }

  public List<String> list(String column) {
    return row.list(column).stream().map(v -> v.toLowerCase(Locale.ROOT)).toList();
  }
}
