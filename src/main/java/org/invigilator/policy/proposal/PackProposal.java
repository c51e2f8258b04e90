package org.invigilator.policy.proposal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.invigilator.policy.Clause;
import org.invigilator.policy.PackTable;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.Proposal;
import org.invigilator.register.Platforms;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a proposed pack of a document: every clause with how it may be checked, and why. It is long
 * because all that a person is asked about a clause is decided here.
 */
public final class PackProposal {
  public static final String CONFIDENCE = "confidence";
  public static final String REASON = "reason";

  /** The column that says which clauses contain a duty that no rule checks. */
  public static final String NO_RULE = "no_rule";

  public static final String DUTY_WITHOUT_RULE = "a duty that no rule checks";

  /** What allows or exempts, so that a rule for the opposite would accuse whoever complies. */
  private static final Pattern ALLOWED =
      Pattern.compile(
          "\\b(?:need not|needn['’]t|(?:is|are) not (?:required|needed|necessary|obliged)|not necessary|does not apply|do not apply|(?:do|does) not have to|no need|no requirement|may be used|(?:is|are) (?:allowed|permitted|free) to|(?:is|are) exempt|excused|optional|acceptable|tolerated|withdrawn|will not be)\\b",
          Pattern.CASE_INSENSITIVE);

  /** What permits, in a clause that has no word of duty. */
  private static final Pattern PERMITS =
      Pattern.compile("\\b(?:may|can|could)\\b(?! not\\b)", Pattern.CASE_INSENSITIVE);

  /** For whom or when a clause does not hold. */
  private static final Pattern UNLESS =
      Pattern.compile(
          "\\b(?:unless|except(?:ing)?|other than|apart from|save (?:for|where|that)|with the exception|but not|excluding)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern DUTY =
      Pattern.compile(
          "\\b(?:must|shall|should|never|may not|may no|cannot|will not|no \\p{L}+ may)\\b",
          Pattern.CASE_INSENSITIVE);

  /** Below this confidence a person chooses the rule: it is the wrong one in four of ten. */
  private static final double SURE_OF_RULE = 0.5;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST_PARAPHRASE = 160;

  private static final String PERMITTED = "platform-not-permitted";

  /** Words with which a clause may say for which platforms it does not hold. */
  private static final Pattern EXCEPTION =
      Pattern.compile(
          "(?i)\\b(?:not|never|except|unless|other than|only (?:by|for|in|with)|trips?)\\b");

  /** A clause that only leads to others asks for nothing by itself. */
  private static final Map<String, String> STEM =
      Map.of(
          "class",
          Clause.Reading.NOT_APPLICABLE.toString(),
          "why",
          "The items below it say what is asked.",
          "rules",
          "",
          "attestations",
          "",
          NO_RULE,
          "",
          Proposal.CHECK,
          "");

  /** The most confidence in a clause of a document of another kind. */
  private static final double MOST_FOR_ANOTHER_KIND = 0.2;

  private PackProposal() {}

  /**
   * The proposal as tables, with a decision to be taken for each clause.
   *
   * @param id of the pack
   * @param title of the policy
   * @param file the name of the document, and its hash, by which a change of it is noticed
   * @param known the policies from whose clauses it is made
   * @param rules every rule, by its id
   */
  public static PackTable of(
      List<Paragraph> read,
      String id,
      String title,
      String file,
      String sha256,
      List<PolicyPack> known,
      Map<String, KnownRule> rules) {
    List<Paragraph> document = FrontLine.apart(read);
    List<ClauseFinder.Found> clauses = ClauseFinder.in(document);
    String shown = FrontPage.title(document).orElse(title);
    boolean isAnother = PolicyKind.isAnother(shown, clauses);
    FrontPage front = FrontPage.of(document);
    List<Map<String, String>> rows = new ArrayList<>();
    for (Map<String, String> row : new FrontClauses(front).rows()) {
      row.put(CONFIDENCE, "90 %");
      row.put(REASON, "A line of the front page or of the signature page");
      rows.add(row);
    }
    ClauseClassifier classifier = new ClauseClassifier(known, rules);
    for (int i = 0; i < clauses.size(); i++) {
      ClauseFinder.Found found = clauses.get(i);
      Map<String, String> row =
          row(found, classifier.judge(found), isAnother ? MOST_FOR_ANOTHER_KIND : 1, rules);
      if (i + 1 < clauses.size() && isStem(found, clauses.get(i + 1))) {
        STEM.forEach(row::put);
      }
      rows.add(row);
    }
    List<List<String>> values = new ArrayList<>();
    if (isAnother) {
      values.add(List.of(Proposal.WARNING, PolicyKind.WARNING));
    }
    values.add(List.of("pack", id));
    values.add(List.of("title", shown));
    front.values().forEach((key, value) -> values.add(List.of(key, value)));
    String approved = front.values().getOrDefault("approved_on", "");
    if (!front.values().containsKey("effective_from") && !approved.isEmpty()) {
      values.add(List.of("effective_from", approved));
      values.add(
          List.of(
              Proposal.WARNING,
              "The document does not say from when it holds; effective_from is the day of its approval."));
    }
    permitted(clauses, rows)
        .ifPresent(
            platforms -> {
              values.add(List.of("permitted_platforms", platforms));
              values.add(
                  List.of(
                      Proposal.WARNING,
                      "The permitted platforms are those that a clause names; check permitted_platforms."));
            });
    front.doubts().forEach(doubt -> values.add(List.of(Proposal.WARNING, doubt)));
    values.add(List.of("document", JSON.writeValueAsString(about(front, file, sha256))));
    values.add(List.of(Proposal.REVIEWED_BY, ""));
    values.add(List.of(Proposal.REVIEWED_ON, ""));
    unique(rows);
    return Proposal.sealed(new PackTable(values, rows));
  }

  /** The platforms of the first clause that permits some without an exception. */
  private static Optional<String> permitted(
      List<ClauseFinder.Found> clauses, List<Map<String, String>> rows) {
    for (ClauseFinder.Found found : clauses) {
      boolean isOfPlatforms =
          rows.stream()
              .filter(row -> found.text().equals(row.get("text")))
              .anyMatch(row -> row.getOrDefault("rules", "").startsWith(PERMITTED));
      List<String> platforms = Platforms.namedIn(found.text());
      if (isOfPlatforms && !platforms.isEmpty() && !EXCEPTION.matcher(found.text()).find()) {
        return Optional.of(JSON.writeValueAsString(platforms));
      }
    }
    return Optional.empty();
  }

  /** The document's signature page, its name and its hash. */
  private static Map<String, String> about(FrontPage front, String file, String sha256) {
    Map<String, String> about = new TreeMap<>(front.stated());
    about.put("file", file);
    about.put("sha256", sha256);
    return about;
  }

  /** Whether a clause only leads to the items below it, as "Staff must not:" does. */
  private static boolean isStem(ClauseFinder.Found found, ClauseFinder.Found next) {
    return !found.text().endsWith(".")
        && next.context().endsWith(found.text())
        && !ClauseFinder.hasDutyOfItsOwn(found.text());
  }

  private static Map<String, String> row(
      ClauseFinder.Found found,
      ClauseClassifier.Judgement judged,
      double most,
      Map<String, KnownRule> rules) {
    double confidence = Math.min(most, judged.confidence());
    List<String> checks = new ArrayList<>();
    List<String> reasons = new ArrayList<>(List.of(judged.reason()));
    String rule = "";
    boolean isBackground = judged.reading() == Clause.Reading.NOT_APPLICABLE;
    if (isBackground && judged.isUnclear()) {
      checks.add(
          "Decide whether it can be checked"
              + (judged.rules().isEmpty() ? "" : ", such as by " + ids(judged.rules()))
              + ".");
    } else if (!judged.rules().isEmpty() && confidence < SURE_OF_RULE) {
      checks.add(
          "Choose a rule, such as "
              + ids(judged.rules())
              + ", or make the class "
              + Clause.Reading.NOT_APPLICABLE
              + ".");
    } else if (!judged.rules().isEmpty()) {
      Clause.RuleUse use = judged.rules().get(0);
      Optional<KnownRule> known = Optional.ofNullable(rules.get(use.id()));
      RuleSettings settings =
          RuleSettings.of(
              use,
              found,
              known.map(KnownRule::stated).orElse(""),
              known.map(KnownRule::settings).orElse(List.of()));
      rule = rule(use, settings.parameters());
      checks.addAll(settings.checks());
      reasons.addAll(settings.notes());
      String led = (found.context() + " " + found.text()).strip();
      Matcher unless = UNLESS.matcher(led);
      if (unless.find() && !PERMITTED.equals(use.id())) {
        checks.add(
            "The text says '"
                + unless.group().strip()
                + "', and "
                + use.id()
                + " knows no exception. Decide whether it fits.");
      }
      Matcher allowed = ALLOWED.matcher(led);
      boolean isAllowed = allowed.find();
      if (!isAllowed && !DUTY.matcher(led).find()) {
        allowed = PERMITS.matcher(led);
        isAllowed = allowed.find();
      }
      if (isAllowed) {
        checks.add(
            "The text says '"
                + allowed.group().strip()
                + "': it may allow what "
                + use.id()
                + " would report. Decide whether the rule fits.");
      }
      if (judged.rules().size() > 1 && DUTY.matcher(found.text()).results().count() > 1) {
        checks.add(
            "The text has more than one duty, and "
                + use.id()
                + " checks one. Add what else fits, such as "
                + ids(judged.rules().subList(1, judged.rules().size()))
                + ".");
      }
      if (judged.rules().size() > 1) {
        reasons.add(
            "Other rules that may fit: " + ids(judged.rules().subList(1, judged.rules().size())));
      }
    }
    if (judged.reading() == Clause.Reading.ATTESTED && judged.questions().isEmpty()) {
      checks.add(
          "Choose the yearly statement that asks for it, or make the class "
              + Clause.Reading.NOT_APPLICABLE
              + ".");
    }
    if (!judged.questions().isEmpty() && confidence < SURE_OF_RULE) {
      checks.add(
          "Check that the yearly statement asks what this clause asks; if not, choose another one, or make the class "
              + Clause.Reading.NOT_APPLICABLE
              + ".");
    }
    if (found.text().contains(Paragraph.STRUCK.strip())) {
      checks.add("Part of this text is struck through or hidden; decide whether it counts.");
    }
    boolean asks = ClauseClassifier.asks(found) || ClauseClassifier.mayAsk(found);
    Map<String, String> row = new LinkedHashMap<>();
    row.put(Proposal.DECISION, "");
    row.put(Proposal.CHECK, String.join("\n", checks));
    row.put(CONFIDENCE, String.format(Locale.UK, "%.0f %%", confidence * 100));
    row.put(REASON, String.join(". ", reasons));
    row.put("clause", found.number());
    row.put("section", found.section());
    row.put("place", found.place());
    row.put("text", found.text());
    row.put("paraphrase", led(found.context(), shortened(found.text())));
    row.put("binds", String.join("; ", judged.binds()));
    row.put("class", judged.reading().toString());
    row.put("why", why(judged, asks));
    row.put(NO_RULE, rule.isEmpty() && asks ? DUTY_WITHOUT_RULE : "");
    row.put("rules", rule);
    row.put(
        "attestations",
        judged.questions().stream()
            .map(q -> q.id() + ": " + q.role())
            .collect(Collectors.joining("\n")));
    return row;
  }

  private static String ids(List<Clause.RuleUse> rules) {
    return rules.stream().map(Clause.RuleUse::id).collect(Collectors.joining(", "));
  }

  private static String why(ClauseClassifier.Judgement judged, boolean asks) {
    return judged.reading() != Clause.Reading.NOT_APPLICABLE
        ? ""
        : asks ? "This program does not check it." : "It contains no duty.";
  }

  private static String rule(Clause.RuleUse use, Map<String, Object> parameters) {
    return use.id()
        + use.severity().map(s -> " (" + s + ")").orElse("")
        + (parameters.isEmpty() ? "" : " " + JSON.writeValueAsString(parameters));
  }

  /**
   * An item of a list with the sentence that leads to it, because "contact pupils" alone is the
   * opposite of what "Staff must not:" makes of it.
   */
  private static String led(String lead, String item) {
    String last = lead.strip().replaceFirst("(?s).*[.!?]\\s+(?=\\p{Lu})", "");
    boolean isOpen = !last.isEmpty() && !last.matches("(?s).*[.!?;]");
    return isOpen && last.length() <= LONGEST_PARAPHRASE
        ? last.replaceFirst("\\s*[:…–-]*$", ": ") + item
        : item;
  }

  private static String shortened(String text) {
    String first = text.replaceFirst("(?s)(?<=[\\p{L})”]{3}[.!?])\\s.*", "");
    int end = first.lastIndexOf(' ', LONGEST_PARAPHRASE);
    return first.length() <= LONGEST_PARAPHRASE
        ? first
        : first.substring(0, end < 0 ? LONGEST_PARAPHRASE : end) + " …";
  }

  /** Two clauses of one number, which a document may have by mistake, are told apart. */
  private static void unique(List<Map<String, String>> rows) {
    Map<String, Integer> seen = new LinkedHashMap<>();
    for (Map<String, String> row : rows) {
      int n = seen.merge(row.getOrDefault("clause", ""), 1, Integer::sum);
      if (n > 1) {
        row.put("clause", row.get("clause") + "#" + n);
      }
    }
  }
}
