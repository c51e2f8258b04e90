package org.invigilator.rule.lifecycle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.invigilator.policy.Severity;
import org.invigilator.register.Account;
import org.invigilator.register.LondonTime;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Timeline;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Post;

/** There is a recent original post; holidays and holds do not count as silence. */
public final class AccountStale implements Rule.OfAccount {
  private final int staleDays;
  private final int graceDays;
  private final boolean pauseInHolidays;
  private final Severity ofDepartments;
  private final Set<Post.Kind> counted = EnumSet.of(Post.Kind.ORIGINAL, Post.Kind.QUOTE);

  public AccountStale(Parameters parameters) {
    staleDays = parameters.integer("stale_days");
    graceDays = parameters.integer("new_account_grace_days");
    pauseInHolidays = parameters.flag("pause_in_holidays");
    ofDepartments = Severity.of(parameters.text("department_severity"));
    if (parameters.flag("count_reposts")) {
      counted.add(Post.Kind.REPOST);
    }
    if (parameters.flag("count_replies")) {
      counted.add(Post.Kind.REPLY);
    }
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    Account.Status status = view.account().status();
    if (status != Account.Status.OPEN && status != Account.Status.UNKNOWN) {
      return;
    }
    Optional<LocalDate> last =
        view.timeline().newest(counted).map(Timeline.Seen::at).map(LondonTime::date);
    if (last.isPresent()) {
      judge(view, last.get(), "since_last", out);
      return;
    }
    Optional<LocalDate> live =
        view.account()
            .date("live_on")
            .or(() -> view.profile().flatMap(p -> p.createdAt()).map(LondonTime::date));
    if (live.isEmpty()) {
      out.notEvaluated(Evidence.of("no_start"));
    } else if (view.capture().part(Capture.Part.POSTS).extent() != Capture.Extent.COMPLETE) {
      out.notEvaluated(Evidence.of("partly_read"));
    } else if (live.get().plusDays(graceDays).isBefore(view.trust().asOf())) {
      judge(view, live.get(), "since_live", out);
    }
  }

  private void judge(AccountView view, LocalDate since, String wording, ResultCollector out) {
    int days = countedDays(view, since);
    if (days > staleDays) {
      Violation violation =
          Violation.of(
              view.subject(), Evidence.of(wording).day("since", since).count("days", days));
      out.violation(
          view.account().kind().equals("department") ? violation.graded(ofDepartments) : violation);
    }
  }

  /** Silence after an older saved copy was made cannot be seen, so it does not count. */
  private static LocalDate end(AccountView view) {
    LocalDate asOf = view.trust().asOf();
    return view.capture()
        .capturedAt()
        .map(LondonTime::date)
        .filter(asOf.minusDays(2)::isAfter)
        .orElse(asOf);
  }

  private int countedDays(AccountView view, LocalDate since) {
    LocalDate end = end(view);
    int days = 0;
    for (LocalDate day = since.plusDays(1); !day.isAfter(end); day = day.plusDays(1)) {
      if (!isSilenceExpected(view, day)) {
        days++;
      }
    }
    return days;
  }

  private boolean isSilenceExpected(AccountView view, LocalDate day) {
    Instant begins = LondonTime.startOf(day);
    Instant ends = LondonTime.startOf(day.plusDays(1));
    return (pauseInHolidays
            && view.trust().registers().calendar().stream()
                .anyMatch(p -> p.isBreak() && p.has(view.account().academy(), day)))
        || view.trust().holds(view.id()).stream()
            .anyMatch(h -> h.binds().isBefore(ends) && h.ends().map(begins::isBefore).orElse(true));
  }
}
