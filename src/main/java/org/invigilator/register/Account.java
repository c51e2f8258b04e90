package org.invigilator.register;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One official account as registered, open or closed. */
public record Account(
    String id,
    String platform,
    String handle,
    String userId,
    String academy,
    String kind,
    Status status,
    Row row) {

  /** The state of an account. */
  public enum Status {
    PROPOSED,
    APPROVED,
    OPEN,
    PAUSED,
    CLOSED,
    /** Found to be a person's own account after review; never read again. */
    PERSONAL,
    /** Blank or not recognised; treated as open so that no account escapes the audit. */
    UNKNOWN;

    private static final Set<String> WORDS =
        Stream.of(values())
            .filter(status -> status != UNKNOWN)
            .map(status -> Texts.lower(status.name()))
            .collect(Collectors.toUnmodifiableSet());

    static Status parse(String text) {
      return Vocabulary.word(Register.ACCOUNTS, "status", WORDS, text)
          .map(word -> valueOf(Texts.upper(word)))
          .orElse(UNKNOWN);
    }
  }

  private static final List<String> PUPILS = List.of("own-pupils", "feeder-pupils");

  /** The code of accounts that belong to the trust rather than to one academy. */
  public static final String TRUST = "TRUST";

  static Account of(Row row) {
    WrittenHandle written = WrittenHandle.ofAccount(row.text("platform"), row.text("handle"));
    return new Account(
        row.text("account_id"),
        written.platform(),
        written.handle(),
        row.text("platform_user_id"),
        row.text("academy_code"),
        row.choice("account_kind"),
        Status.parse(row.text("status")),
        row);
  }

  /** The same account with what a report shows of it changed. */
  public Account with(UnaryOperator<String> safe) {
    return new Account(
        id,
        safe.apply(platform),
        safe.apply(handle),
        userId,
        academy,
        safe.apply(kind),
        status,
        row);
  }

  /** The handle for comparisons, in lower case without @. */
  public String comparedHandle() {
    return Platforms.handle(handle);
  }

  /** The address of its profile for comparisons: without protocol, www, query and last slash. */
  public Optional<String> address() {
    String bare =
        Texts.lower(field("profile_url"))
            .replaceFirst("^https?://", "")
            .replaceFirst("^(?:www|m|mobile)\\.", "")
            .replaceFirst("[?#].*$", "")
            .replaceFirst("/+$", "")
            .replaceFirst("^twitter\\.com", "x.com");
    return bare.contains("/") ? Optional.of(bare) : Optional.empty();
  }

  public boolean isClosed() {
    return status == Status.CLOSED;
  }

  /** Whether it was found to be a person's own account, which is never read or checked. */
  public boolean isPersonal() {
    return status == Status.PERSONAL;
  }

  /** Whether the account is in use, or may be according to the register. */
  public boolean isLive() {
    return status == Status.OPEN || status == Status.PAUSED || status == Status.UNKNOWN;
  }

  /** Whether pupils are among its audience or its contributors. */
  public boolean isForPupils() {
    return isPupilCollaboration()
        || list("audience").stream().anyMatch(PUPILS::contains)
        || list("contributors").stream().anyMatch(PUPILS::contains);
  }

  public boolean isPupilCollaboration() {
    return kind.equals("pupil-collaboration");
  }

  /** Whether the register has such a column. */
  public static boolean hasField(String column) {
    return Schema.of(Register.ACCOUNTS).columns().containsKey(column);
  }

  /** Whether the file that lists the account has at least one of some columns of the register. */
  public boolean keeps(List<String> columns) {
    return columns.stream().anyMatch(row::has);
  }

  /** The text of any column of the register, empty when blank. */
  public String field(String column) {
    return row.text(column);
  }

  /** Whether a cell is blank, or contains a word such as tbc for an unknown value. */
  public boolean isBlank(String column) {
    return Texts.isUnknown(field(column));
  }

  public Optional<LocalDate> date(String column) {
    return row.date(column);
  }

  public List<String> list(String column) {
    return row.items(column).stream().map(Texts::lower).toList();
  }
}
