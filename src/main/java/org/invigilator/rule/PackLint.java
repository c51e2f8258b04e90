package org.invigilator.rule;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.invigilator.policy.Clause;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.Quantity;
import org.invigilator.policy.Roles;
import org.invigilator.policy.TrustSettings;
import org.invigilator.policy.Versions;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Platforms;
import org.invigilator.register.YearGroup;

/**
 * Reads a policy pack with a critical eye: what would stop an audit, and what its owner should look
 * at. It is longer than other classes, because each warning is one short method.
 *
 * @param asOf the date against which review dates are held
 */
public record PackLint(LocalDate asOf) {

  /** How grave a remark is: an error stops an audit under the pack, a warning does not. */
  public enum Level {
    ERROR,
    WARNING
  }

  /** One remark; {@code where} is a clause number or a key of the pack. */
  public record Remark(Level level, String where, String found, String remedy) {}

  /** Acts that are cited in old policies and no longer apply, with what took their place. */
  private static final Map<String, String> REPEALED =
      new TreeMap<>(
          Map.of(
              "Data Protection Act 1998", "the Data Protection Act 2018 and the UK GDPR",
              "Data Protection Act 1984", "the Data Protection Act 2018 and the UK GDPR",
              "Race Relations Act 1976", "the Equality Act 2010",
              "Sex Discrimination Act 1975", "the Equality Act 2010",
              "Disability Discrimination Act 1995", "the Equality Act 2010",
              "Disability Discrimination Act 2005", "the Equality Act 2010",
              "Equal Pay Act 1970", "the Equality Act 2010",
              "Protection of Children Act 1999", "the Safeguarding Vulnerable Groups Act 2006",
              "Telecommunications Act 1984", "the Communications Act 2003",
              "Interception of Communications Act 1985", "the Investigatory Powers Act 2016"));

  /** How long before a review it is announced, which is not the cycle that the clause names. */
  private static final String WARNING_TIME = "lead_days";

  /** How a setting without which a rule has nothing to compare with is written in a workbook. */
  private static final Map<String, String> EXAMPLES =
      Map.of(
          "required_fields", "{\"required_fields\": [\"purpose\", \"audience\"]}",
          "required_signoffs", "{\"required_signoffs\": [\"principal\"]}",
          "denied", "{\"denied\": [\"whatsapp\"]}",
          "permitted", "{\"permitted\": [\"twitter\", \"facebook\"]}",
          "roles", "{\"roles\": [\"headteacher\"]}",
          "matrix", "{\"matrix\": [{\"years\": \"N-13\", \"required\": [\"parent\"]}]}");

  /** How many times the usual number is more than any policy would have. */
  private static final int UNUSUAL = 10;

  private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]*");
  private static final Pattern PASSWORD = Pattern.compile("(?i)\\b(?:pass-?words?|passcodes?)\\b");
  private static final Pattern GUARDED =
      Pattern.compile(
          "(?i)\\b(?:secret|confidential|never|no|not|strong|chang\\w+|private|secure|long|stored|vault|manager|characters|reset)\\b");

  /** The categories that the built-in lists have. */
  private static final Map<String, List<String>> CATEGORIES =
      Map.of(
          "offensive-content-candidate",
          List.of("insult", "threat", "accusation", "slur", "protected-characteristic"),
          "confidential-term-candidate",
          List.of("personal", "in-confidence", "corporate", "commercial", "political", "security"),
          "sensitive-topic-candidate",
          List.of("institutional", "political"),
          "link-domain-blocked",
          List.of("adult", "gambling"));

  /** Every remark on a pack, errors first and otherwise in the order of the document. */
  public List<Remark> read(PolicyPack pack) {
    List<Remark> remarks = new ArrayList<>();
    TrustSettings plain = TrustSettings.of(pack.id());
    try {
      Requirements unused = new Requirements(List.of(new Versions(pack, List.of())), plain);
      List<Requirement> asked = unused.of(pack);
      remarks.addAll(matrices(asked));
      asked.stream().filter(one -> one.lacksSettingAmong(asked)).forEach(r -> notSet(r, remarks));
    } catch (InvalidInput e) {
      e.problems()
          .forEach(p -> remarks.add(new Remark(Level.ERROR, p.column(), p.found(), p.remedy())));
    }
    clauses(pack, remarks);
    names(pack, remarks);
    roles(pack, remarks);
    dates(pack, remarks);
    for (String topic : PolicyTopics.missing(pack)) {
      warn(
          remarks,
          "clauses",
          "No clause is checked for " + topic + ".",
          "If a clause says something about it, name the rule there. If none does, add one at the next review, or switch the check on as the trust's own (overrides).");
    }
    remarks.sort(Comparator.comparing(Remark::level));
    return List.copyOf(remarks);
  }

  private static void warn(List<Remark> remarks, String where, String found, String remedy) {
    remarks.add(new Remark(Level.WARNING, where, found, remedy));
  }

  private static void notSet(Requirement requirement, List<Remark> remarks) {
    remarks.add(
        new Remark(
            Level.ERROR,
            String.join(", ", requirement.clauses()),
            requirement.rule()
                + " has nothing to compare with: "
                + String.join(" or ", requirement.info().settings())
                + " is not set.",
            "Set it behind the rule, such as "
                + requirement.rule()
                + " "
                + EXAMPLES.getOrDefault(requirement.info().settings().get(0), "{}")
                + ", or take the rule out."));
  }

  private static void clauses(PolicyPack pack, List<Remark> remarks) {
    if (pack.clauseList().isEmpty()) {
      warn(
          remarks,
          "clauses",
          "The pack has no clauses.",
          "List the clauses of the policy, or inherit from a pack that has them.");
    }
    Set<String> numbers = new HashSet<>();
    for (Clause clause : pack.clauseList()) {
      if (!numbers.add(clause.number())) {
        remarks.add(
            new Remark(
                Level.ERROR,
                clause.number(),
                "This clause number is used twice.",
                "Number each clause once."));
      }
      boolean decided = !clause.rules().isEmpty();
      boolean asked = !clause.attestations().isEmpty();
      switch (clause.reading()) {
        case AUTOMATED, ASSISTED -> {
          if (!decided) {
            warn(
                remarks,
                clause.number(),
                "The clause is to be " + clause.reading() + ", and no rule is named.",
                "Name a rule, or change the class.");
          }
        }
        case ATTESTED -> {
          if (!asked) {
            warn(
                remarks,
                clause.number(),
                "The clause is to be attested, and no question is named.",
                "Name a question and the role that answers it.");
          }
        }
        case NOT_APPLICABLE -> {
          if ((decided || asked) && clause.also().isEmpty()) {
            warn(
                remarks,
                clause.number(),
                "The clause is not applicable, and yet something is checked for it.",
                "Change the class, or take the rules and questions out.");
          } else if (clause.remark().isBlank()) {
            warn(
                remarks,
                clause.number(),
                "Nothing says why the clause cannot or may not be checked.",
                "Say it in why.");
          }
        }
      }
      text(clause, remarks);
      clause.rules().forEach(use -> numbers(clause, use, remarks));
    }
  }

  /** A number of the clause that its rule does not use, and one that no policy would have. */
  private static void numbers(Clause clause, Clause.RuleUse use, List<Remark> remarks) {
    RuleInfo info = Catalogue.info(use.id());
    if (info == null) {
      return;
    }
    use.parameters()
        .forEach(
            (name, value) -> {
              if (value instanceof Integer number
                  && info.parameters().get(name) instanceof Integer usual
                  && usual > 0
                  && (number == 0 || number > usual * UNUSUAL)) {
                warn(
                    remarks,
                    clause.number(),
                    name + " of " + use.id() + " is " + number + ", where " + usual + " is usual.",
                    "Correct it, if it is a slip.");
              }
            });
    unknownWords(clause, use, remarks);
    String stated = info.stated();
    Object own = use.parameters().getOrDefault(stated, info.parameters().get(stated));
    String text = clause.text().isBlank() ? clause.paraphrase() : clause.text();
    List<Quantity> fitting =
        Quantity.in(text).stream()
            .filter(q -> Quantity.unitOf(stated).filter(q.unit()::equals).isPresent())
            .toList();
    if (own instanceof Integer number
        && !stated.equals(WARNING_TIME)
        && !fitting.isEmpty()
        && fitting.stream().noneMatch(q -> q.amountFor(stated) == number)) {
      warn(
          remarks,
          clause.number(),
          "The clause says '"
              + fitting.get(0).words().strip()
              + "', and "
              + use.id()
              + " is checked with "
              + number
              + " ("
              + stated
              + ").",
          "Give the rule the number of the clause, unless it means something else.");
    }
  }

  /** Categories of which no built-in list has an entry, and platforms that are not known. */
  private static void unknownWords(Clause clause, Clause.RuleUse use, List<Remark> remarks) {
    List<String> known = CATEGORIES.getOrDefault(use.id(), List.of());
    for (String name : List.of("categories", "topics")) {
      if (!known.isEmpty() && use.parameters().get(name) instanceof List<?> words) {
        words.stream()
            .map(word -> String.valueOf(word).toLowerCase(Locale.ROOT))
            .filter(word -> !known.contains(word))
            .forEach(
                word ->
                    warn(
                        remarks,
                        clause.number(),
                        "No entry of the built-in list of "
                            + use.id()
                            + " is of the kind '"
                            + word
                            + "'; it has "
                            + String.join(", ", known)
                            + ".",
                        "Correct it, or add entries of that kind to a list of your own; until then nothing of it is found."));
      }
    }
    if (use.parameters().get("denied") instanceof List<?> platforms) {
      for (Object platform : platforms) {
        if (!Platforms.isKnown(Platforms.canonical(String.valueOf(platform)))) {
          warn(
              remarks,
              clause.number(),
              "'" + platform + "' is not a platform that is known.",
              "Check how it is written: only accounts that the register has under the same name are found.");
        }
      }
    }
  }

  private static void text(Clause clause, List<Remark> remarks) {
    String text = clause.paraphrase() + " " + clause.remark();
    String lower = text.toLowerCase(Locale.ROOT);
    REPEALED.forEach(
        (act, now) -> {
          if (lower.contains(act.toLowerCase(Locale.ROOT))) {
            warn(
                remarks,
                clause.number(),
                "It cites the " + act + ", which is repealed.",
                "Cite " + now + " at the next review.");
          }
        });
    if (clause.reading() != Clause.Reading.NOT_APPLICABLE
        && PASSWORD.matcher(clause.paraphrase()).find()
        && !GUARDED.matcher(clause.paraphrase()).find()) {
      warn(
          remarks,
          clause.number(),
          "It asks for a password.",
          "Ask for the login to be lodged in a vault and for its reference; this program refuses registers with passwords.");
    }
    clause.rules().stream()
        .filter(
            use ->
                String.valueOf(use.parameters().get("required_fields"))
                    .matches("(?i).*pass-?word.*"))
        .forEach(
            use ->
                warn(
                    remarks,
                    clause.number(),
                    "It requires a register field for a password.",
                    "Require vault_ref instead."));
  }

  private static void names(PolicyPack pack, List<Remark> remarks) {
    boolean isQuoted = pack.clauseList().stream().anyMatch(clause -> !clause.text().isBlank());
    if (isQuoted && pack.documentFields().getOrDefault("sha256", "").isBlank()) {
      warn(
          remarks,
          "document",
          "It quotes a document and does not name its file with its sha256, so that a later change of the text cannot be noticed.",
          "Keep the row document of the sheet Policy as it was proposed.");
    }
    if (!ID.matcher(pack.id()).matches()) {
      warn(
          remarks,
          "pack",
          "'" + pack.id() + "' is no id.",
          "Use letters, digits and hyphens, such as our-trust-2026.");
    }
    for (String platform : Optional.ofNullable(pack.permittedPlatforms()).orElse(List.of())) {
      if (!Platforms.isKnown(Platforms.canonical(platform))) {
        remarks.add(
            new Remark(
                Level.ERROR,
                "permitted_platforms",
                "'" + platform + "' is not a platform that is known.",
                "Check how it is written."));
      }
    }
  }

  private static void roles(PolicyPack pack, List<Remark> remarks) {
    for (Clause clause : pack.clauseList()) {
      Set<String> named = new LinkedHashSet<>();
      clause.attestations().forEach(q -> named.add(q.role()));
      for (Clause.RuleUse use : clause.rules()) {
        for (String key : List.of("approver_roles", "roles", "optional_roles")) {
          if (use.parameters().get(key) instanceof List<?> list) {
            list.forEach(role -> named.add(String.valueOf(role)));
          }
        }
      }
      for (String role : named) {
        if (!Roles.isKnown(pack.registerRole(role))) {
          warn(
              remarks,
              clause.number(),
              "'" + role + "' is not a role that the registers know.",
              "Say in role_aliases what role_holders calls it.");
        }
      }
    }
  }

  private void dates(PolicyPack pack, List<Remark> remarks) {
    Optional<LocalDate> due = pack.reviewDueOn();
    if (due.isEmpty()) {
      warn(
          remarks,
          "review_due_on",
          "There is no review date, and no approval date with a cycle.",
          "Enter review_due_on, or approved_on and review_cycle_months.");
    }
    due.filter(day -> day.isBefore(asOf))
        .ifPresent(
            day ->
                warn(
                    remarks,
                    "review_due_on",
                    "The review was due on " + LondonTime.show(day) + ".",
                    "Review the policy and enter the new dates."));
    Optional<LocalDate> approved = pack.approvedOn();
    if (approved.isPresent()
        && pack.printedReview().map(day -> day.isBefore(approved.get())).orElse(false)) {
      warn(
          remarks,
          "review_due_on",
          "The review is due before the approval.",
          "Correct one of the two.");
    }
    if (approved.isPresent()
        && pack.printedReview().isPresent()
        && pack.reviewCycleMonths() != null) {
      LocalDate implied = approved.get().plusMonths(pack.reviewCycleMonths());
      if (Math.abs(ChronoUnit.DAYS.between(implied, pack.printedReview().get())) > 31) {
        warn(
            remarks,
            "review_due_on",
            "The printed date is "
                + LondonTime.show(pack.printedReview().get())
                + ", and the stated cycle of "
                + pack.reviewCycleMonths()
                + " months gives "
                + LondonTime.show(implied)
                + ".",
            "Ask the policy's owner which of the two holds.");
      }
    }
    if (approved.isEmpty()) {
      warn(
          remarks,
          "approved_on",
          "The pack does not say when the policy was approved.",
          "Enter approved_on; a month such as 2026-09 will do.");
    }
    if (pack.effectiveFrom().isEmpty()) {
      warn(
          remarks,
          "effective_from",
          "The policy does not say when it takes effect, so every post is compared with it.",
          "Enter effective_from.");
    }
  }

  /**
   * Year groups for which the lines of a consent matrix, taken together, do not say who must agree.
   */
  private static List<Remark> matrices(List<Requirement> requirements) {
    Map<String, List<Requirement>> byRule = new LinkedHashMap<>();
    requirements.stream()
        .filter(
            r -> r.parameters().values().get("matrix") instanceof List<?> rows && !rows.isEmpty())
        .forEach(r -> byRule.computeIfAbsent(r.rule(), k -> new ArrayList<>()).add(r));
    List<Remark> remarks = new ArrayList<>();
    byRule.forEach(
        (rule, asked) -> {
          List<String> open =
              YearGroup.all().stream()
                  .filter(y -> asked.stream().noneMatch(r -> r.parameters().matrix().covers(y)))
                  .map(Object::toString)
                  .toList();
          if (!open.isEmpty()) {
            String clauses =
                asked.stream()
                    .flatMap(r -> r.clauses().stream())
                    .distinct()
                    .collect(Collectors.joining(", "));
            warn(
                remarks,
                clauses,
                "The consent matrix of "
                    + rule
                    + " does not cover year "
                    + String.join(", ", open)
                    + ".",
                "Add a line for these years.");
          }
        });
    return remarks;
  }
}
