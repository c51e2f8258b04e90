package org.invigilator.rule.governance;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.invigilator.register.LondonTime;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Capture.Part;

/**
 * The saved copies of posts, followers and messages are no older than their limits; the last day is
 * still in time.
 */
public final class AuditRetentionExceeded implements Rule.OfAccount {
  private final Map<Part, Integer> days = new EnumMap<>(Part.class);

  public AuditRetentionExceeded(Parameters parameters) {
    days.put(Part.POSTS, parameters.integer("post_days"));
    days.put(Part.FOLLOWERS, parameters.integer("follower_days"));
    days.put(Part.FOLLOWING, parameters.integer("follower_days"));
    days.put(Part.MENTIONS, parameters.integer("inbound_days"));
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    view.capture()
        .capturedAt()
        .map(LondonTime::date)
        .ifPresent(
            pulled ->
                days.forEach(
                    (part, limit) -> {
                      if (view.capture().part(part).canBeRead()
                          && !isEvidence(part, view)
                          && pulled.plusDays(limit).isBefore(view.trust().asOf())) {
                        report(view, part, pulled, limit, out);
                      }
                    }));
  }

  /** Whether a copy is kept longer because open findings rest on it. */
  private static boolean isEvidence(Part part, AccountView view) {
    return switch (part) {
      case POSTS, MENTIONS ->
          view.earlier().openSubjects().contains(Subject.Kind.POST)
              || view.earlier().openSubjects().contains(Subject.Kind.MEDIA);
      case FOLLOWERS, FOLLOWING -> view.earlier().openSubjects().contains(Subject.Kind.FOLLOWER);
    };
  }

  private static void report(
      AccountView view, Part part, LocalDate pulled, int limit, ResultCollector out) {
    out.violation(
        Violation.of(
            Subject.of(Subject.Kind.FILE, part.name().toLowerCase(Locale.ROOT)),
            Evidence.of("old_copy")
                .term("part", inWords(part))
                .day("made", pulled)
                .count("limit", limit)));
  }

  private static String inWords(Part part) {
    return switch (part) {
      case POSTS -> "this account's posts";
      case FOLLOWERS -> "this account's followers";
      case FOLLOWING -> "the accounts that this account follows";
      case MENTIONS -> "messages to this account";
    };
  }
}
