package org.invigilator.rule.contact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.invigilator.match.Phrases;
import org.invigilator.register.Incident;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/**
 * Abuse or a threat sent to the account is logged as an incident in time. Its author is not looked
 * at, and its words are not kept.
 */
public final class AbusiveInboundCandidate implements Rule.OfMention {
  private final int withinHours;
  private final int minScore;

  public AbusiveInboundCandidate(Parameters parameters) {
    withinHours = parameters.integer("log_within_hours");
    minScore = parameters.integer("min_score");
  }

  @Override
  public void check(Post inbound, AccountView view, ResultCollector out) {
    List<Phrases.Entry> hits = view.scan(inbound).hits("offence");
    if (hits.stream().mapToInt(Phrases.Entry::weight).sum() < minScore) {
      return;
    }
    Instant due = inbound.createdAt().plus(Duration.ofHours(withinHours));
    List<Incident> logged = view.trust().incidents(inbound.id());
    if (logged.stream().anyMatch(i -> !i.reportedAt().isAfter(due))) {
      return;
    }
    if (logged.isEmpty() && view.trust().now().isBefore(due)) {
      out.pending(Evidence.of("recent").count("hours", withinHours));
    } else {
      out.violation(
          Violation.of(
              Subject.of(Subject.Kind.POST, inbound.id()),
              Evidence.of(logged.isEmpty() ? "not_logged" : "logged_late")
                  .terms("kinds", kinds(hits))
                  .count("hours", withinHours)));
    }
  }

  /** The categories of the phrases; a trust may add phrases without one. */
  private static List<String> kinds(List<Phrases.Entry> hits) {
    List<String> kinds =
        hits.stream()
            .map(Phrases.Entry::category)
            .filter(c -> !c.isEmpty())
            .distinct()
            .map(Labels::of)
            .toList();
    return kinds.isEmpty() ? List.of("offensive words") : kinds;
  }
}
