package org.invigilator.register;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * A period in which accounts must not post.
 *
 * @param binds the instant from which the hold binds: the later of its start and its notice
 * @param ends the instant at which it is over, when posting is allowed again; empty if it has no
 *     end
 * @param startsAt its start as written, a London time
 * @param endsAt its end as written, a London time
 */
public record Hold(
    String id,
    String scope,
    String target,
    Instant binds,
    Optional<Instant> ends,
    List<String> exemptAccounts,
    LocalDateTime startsAt,
    Optional<LocalDateTime> endsAt) {

  static Hold of(Row row) {
    Instant starts = LondonTime.starting(row.local("starts_at").orElseThrow());
    Instant issued = row.instant("issued_at").orElseThrow();
    return new Hold(
        row.text("hold_id"),
        row.choice("scope"),
        row.text("target"),
        issued.isAfter(starts) ? issued : starts,
        row.local("ends_at").map(LondonTime::ending),
        row.list("exempt_accounts"),
        row.local("starts_at").orElseThrow(),
        row.local("ends_at"));
  }

  /** Whether the hold is for this account. */
  public boolean covers(Account account) {
    return !exemptAccounts.contains(account.id())
        && (scope.equals("trust")
            || target.equals(account.academy())
            || target.equals(account.id())
            || target.equalsIgnoreCase("ALL")
            || target.equalsIgnoreCase("TRUST"));
  }

  /** Whether the hold binds at an instant. */
  public boolean bindsAt(Instant instant) {
    return !instant.isBefore(binds) && ends.map(instant::isBefore).orElse(true);
  }
}
