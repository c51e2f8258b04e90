package org.invigilator.rule.contact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.invigilator.match.Phrases;
import org.invigilator.register.Incident;
import org.invigilator.rule.AccountView;
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
    Violation violation =
        Violation.of(
            Subject.of(Subject.Kind.POST, inbound.id()),
            "A message to the account holds words of "
                + hits.stream()
                    .map(Phrases.Entry::category)
                    .filter(c -> !c.isEmpty())
                    .distinct()
                    .collect(Collectors.joining(", "))
                + (logged.isEmpty()
                    ? "; no incident cites it."
                    : "; the incident that cites it was logged more than "
                        + withinHours
                        + " hours later."));
    if (logged.isEmpty() && view.trust().now().isBefore(due)) {
      out.pending("an abusive message is less than " + withinHours + " hours old");
    } else {
      out.violation(violation);
    }
  }
}
