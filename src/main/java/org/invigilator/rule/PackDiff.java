package org.invigilator.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.invigilator.policy.Clause;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.Severity;
import org.invigilator.policy.TrustSettings;
import org.invigilator.policy.Versions;
import org.jspecify.annotations.Nullable;

/**
 * What changes from one policy, or one version of it, to another: rule by rule, question by
 * question, and clause by clause where both number their clauses alike.
 */
public record PackDiff(PolicyPack before, PolicyPack after) {

  /** Which way a change goes for those who are bound. */
  public enum Way {
    STRICTER,
    LOOSER,
    NEW,
    GONE,
    CHANGED
  }

  /** One change; {@code subject} is a rule, a question or a clause. */
  public record Change(Way way, String subject, String what) {}

  /** Every change, grouped by its way. */
  public List<Change> changes() {
    List<Change> all = new ArrayList<>();
    Map<String, List<Requirement>> old = byRule(before);
    Map<String, List<Requirement>> now = byRule(after);
    for (String rule : Catalogue.ids()) {
      List<Requirement> was = old.getOrDefault(rule, List.of());
      List<Requirement> is = now.getOrDefault(rule, List.of());
      if (was.isEmpty() && !is.isEmpty()) {
        all.add(new Change(Way.NEW, rule, "runs, " + severity(is) + named(is)));
      } else if (!was.isEmpty() && is.isEmpty()) {
        all.add(new Change(Way.GONE, rule, "no longer runs; it was " + severity(was) + named(was)));
      } else if (!was.isEmpty()) {
        compare(rule, was, is, all);
      }
    }
    questions(all);
    document(all);
    if (sharesNumbers()) {
      clauses(all);
    }
    all.sort(Comparator.comparing(Change::way));
    return List.copyOf(all);
  }

  private static Map<String, List<Requirement>> byRule(PolicyPack pack) {
    Requirements requirements =
        new Requirements(List.of(new Versions(pack, List.of())), TrustSettings.of(pack.id()));
    return requirements.of(pack).stream().collect(Collectors.groupingBy(Requirement::rule));
  }

  private static Severity severity(List<Requirement> requirements) {
    return requirements.stream()
        .map(Requirement::severity)
        .reduce(Severity::worse)
        .orElse(Severity.INFO);
  }

  private static String named(List<Requirement> requirements) {
    List<String> numbers =
        requirements.stream().flatMap(r -> r.clauses().stream()).distinct().toList();
    return numbers.isEmpty() ? "" : " (" + String.join(", ", numbers) + ")";
  }

  private static void compare(
      String rule, List<Requirement> was, List<Requirement> is, List<Change> all) {
    Severity then = severity(was);
    Severity now = severity(is);
    if (then != now) {
      all.add(
          new Change(
              then.worse(now) == now ? Way.STRICTER : Way.LOOSER,
              rule,
              "severity " + then + " becomes " + now));
    }
    for (String name : Catalogue.require(rule).parameters().keySet()) {
      List<String> old = values(was, name);
      List<String> fresh = values(is, name);
      if (!old.equals(fresh)) {
        all.add(
            new Change(
                way(rule, name, was, is),
                rule,
                name + " " + String.join(" / ", old) + " becomes " + String.join(" / ", fresh)));
      }
    }
  }

  /** The values that the requirements of a rule give a parameter. */
  private static List<String> values(List<Requirement> requirements, String name) {
    return requirements.stream()
        .map(r -> String.valueOf(r.parameters().values().get(name)))
        .distinct()
        .sorted()
        .toList();
  }

  private static Way way(String rule, String name, List<Requirement> was, List<Requirement> is) {
    String stricter = Catalogue.require(rule).stricter().getOrDefault(name, "");
    if (was.size() != 1 || is.size() != 1 || stricter.isEmpty()) {
      return Way.CHANGED;
    }
    Object old = was.get(0).parameters().values().get(name);
    Object now = is.get(0).parameters().values().get(name);
    int more;
    if (old instanceof Number a && now instanceof Number b) {
      more = Integer.compare(b.intValue(), a.intValue());
    } else if (old instanceof Boolean a && now instanceof Boolean b) {
      more = Boolean.compare(b, a);
    } else if (old instanceof List<?> a && now instanceof List<?> b) {
      boolean grows = b.containsAll(a);
      boolean shrinks = a.containsAll(b);
      if (grows == shrinks) {
        return Way.CHANGED;
      }
      more = grows ? 1 : -1;
    } else {
      return Way.CHANGED;
    }
    return more > 0 == stricter.equals("more") ? Way.STRICTER : Way.LOOSER;
  }

  /** What the cover of the document says. */
  private void document(List<Change> all) {
    told("title", before.title(), after.title(), all);
    told("version", before.version(), after.version(), all);
    told("approved_on", before.approved(), after.approved(), all);
    told("approved_by", before.approvedBy(), after.approvedBy(), all);
    told("effective_from", before.effective(), after.effective(), all);
    told("review_due_on", before.review(), after.review(), all);
    told("review_cycle_months", before.reviewCycleMonths(), after.reviewCycleMonths(), all);
    told("locked", before.locks(), after.locks(), all);
  }

  private static void told(
      String field, @Nullable Object was, @Nullable Object is, List<Change> all) {
    if (!Objects.equals(was, is)) {
      all.add(
          new Change(
              Way.CHANGED,
              "the document",
              field
                  + " "
                  + Objects.toString(was, "(none)")
                  + " becomes "
                  + Objects.toString(is, "(none)")));
    }
  }

  private void questions(List<Change> all) {
    Set<String> old = asked(before);
    Set<String> now = asked(after);
    now.stream()
        .filter(q -> !old.contains(q))
        .forEach(q -> all.add(new Change(Way.NEW, q, "is asked every year")));
    old.stream()
        .filter(q -> !now.contains(q))
        .forEach(q -> all.add(new Change(Way.GONE, q, "is no longer asked")));
  }

  private static Set<String> asked(PolicyPack pack) {
    Set<String> all = new TreeSet<>();
    pack.clauseList()
        .forEach(c -> c.attestations().forEach(q -> all.add(q.id() + " of the " + q.role())));
    return all;
  }

  /**
   * Whether the two number their clauses alike: versions of one policy, or one laid over the other.
   */
  private boolean sharesNumbers() {
    return before.id().equals(after.id())
        || before.id().equals(after.inherits())
        || after.id().equals(before.inherits())
        || before.id().equals(after.replaces());
  }

  private void clauses(List<Change> all) {
    Map<String, Clause> old = new LinkedHashMap<>();
    before.clauseList().forEach(c -> old.put(c.number(), c));
    for (Clause clause : after.clauseList()) {
      Clause was = old.remove(clause.number());
      if (was == null) {
        all.add(new Change(Way.NEW, "clause " + clause.number(), clause.paraphrase()));
      } else if (was.reading() != clause.reading()) {
        all.add(
            new Change(
                Way.CHANGED,
                "clause " + clause.number(),
                was.reading() + " becomes " + clause.reading()));
      } else if (!was.paraphrase().equals(clause.paraphrase())) {
        all.add(
            new Change(
                Way.CHANGED,
                "clause " + clause.number(),
                "'" + was.paraphrase() + "' becomes '" + clause.paraphrase() + "'"));
      }
    }
    old.values()
        .forEach(c -> all.add(new Change(Way.GONE, "clause " + c.number(), c.paraphrase())));
  }
}
