package org.invigilator.policy.proposal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.invigilator.policy.Clause;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.Questions;

/**
 * Proposes how a clause may be checked, from clauses of known policies that are like it: whom it
 * binds, its class, its rules and the question it asks each year. It is long because every kind of
 * likeness is weighed against the others here.
 */
public final class ClauseClassifier {
  private static final int NEIGHBOURS = 7;
  private static final double PRIOR = 0.001;

  /** What the likeness to the description of a rule, and to a question, counts beside a clause. */
  private static final double RULES = 0.2;

  private static final double QUESTIONS = 1.1;

  /** How much a common wording counts beside a clause of a policy. */
  private static final double WORDING = 0.6;

  /** By which power of its likeness an example counts. */
  private static final int CLOSENESS = 3;

  /** How much a vote counts: most clauses are background, and few are left to be stated. */
  private static final Map<Clause.Reading, Double> WEIGHTS =
      Map.of(
          Clause.Reading.AUTOMATED, 0.7,
          Clause.Reading.ASSISTED, 1.8,
          Clause.Reading.ATTESTED, 0.65,
          Clause.Reading.NOT_APPLICABLE, 1.0);

  /** From here on, texts are alike enough for a confident proposal. */
  private static final double CLEAR = 0.25;

  /** From here on, another class than background is proposed where the votes are unclear. */
  private static final double FOLLOWED = 0.35;

  /** Another class is in question from this part of the votes for background on. */
  private static final double IN_QUESTION = 0.1;

  /** What the heading of background says for it. */
  private static final double SECTION = 11;

  /** What it says for background that a clause asks nothing of anyone, or asks it. */
  private static final double ASKS_NOTHING = 8;

  private static final double ASKS = 1.5;

  /** The most confidence that an unclear proposal has. */
  private static final double UNCLEAR = 0.3;

  private static final Pattern DUTY =
      Pattern.compile(
          "\\b(must|should|shall|never|not|no|require[sd]?|ensure|only|prohibited|forbidden|avoid|refrain|report|approval|consent|permission|responsible)\\b",
          Pattern.CASE_INSENSITIVE);

  /** Further words of a duty, which say too little of the class to be counted for it. */
  private static final Pattern FURTHER_DUTY =
      Pattern.compile(
          "\\b(will|cannot|can't|banned|bans?|delet\\w+|remov\\w+|updat\\w+|checks?|audit\\w*|expected|need(?:s|ed)? to|have to|has to|every \\w+|within \\w+ \\w+|at least|at most|no later than|allowed|permitted|may not)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern PRIVATE =
      Pattern.compile(
          "\\b(disciplinary|gross misconduct|personal (account|use|page|site|profile)s?|private(ly)?|reserves? the right|may monitor|further information|please refer|contract of employment)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern BACKGROUND =
      Pattern.compile(
          "\\b(vision|mission|values|aims?|purpose|ethos|related|introduction|commitment|definitions?|terms|scope|links?|contents|breach(es)?|personal use|monitoring|legislation|regulations?|recruitment|well-?being)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final String COMMON = "a common wording";

  private final List<Example> examples = new ArrayList<>();
  private final TermVectors terms;
  private final Map<String, KnownRule> known;
  private final Map<String, Map<String, Double>> rules = new HashMap<>();
  private final Map<String, Map<String, Double>> questions = new HashMap<>();

  /** The rules as the known policies use them, and the roles that answer each question. */
  private final Map<String, Clause.RuleUse> uses = new HashMap<>();

  private final Map<String, Clause.Question> asked = new HashMap<>();

  /**
   * A clause of a known policy, or a wording that is common.
   *
   * @param words what it says
   * @param source where it is
   */
  private record Example(
      Clause.Reading reading,
      List<String> binds,
      List<String> rules,
      List<String> questions,
      String words,
      String source,
      Map<String, Double> vector) {
    boolean isWording() {
      return source.equals(COMMON);
    }
  }

  private record Near(Example example, double alike) {}

  /**
   * What is proposed for a clause.
   *
   * @param rules the rules that fit best, the best first; also where it is in question whether any
   *     does
   * @param confidence from 0 to 1, less where no known clause is much like it
   * @param isUnclear whether its words say something else than the known clause that is nearest
   * @param reason which known clause it is like
   */
  public record Judgement(
      Clause.Reading reading,
      List<String> binds,
      List<Clause.RuleUse> rules,
      List<Clause.Question> questions,
      double confidence,
      boolean isUnclear,
      String reason) {}

  /**
   * Learns from policies and from common wordings.
   *
   * @param packs whose clauses are examples
   * @param known every rule, by its id
   */
  public ClauseClassifier(Collection<PolicyPack> packs, Map<String, KnownRule> known) {
    this.known = known;
    List<String> texts = new ArrayList<>();
    known.keySet().forEach(rule -> texts.add(words(rule)));
    Questions.ids().forEach(id -> texts.add(question(id)));
    packs.forEach(pack -> pack.clauseList().forEach(clause -> texts.add(text(clause))));
    Wordings.all().values().forEach(texts::addAll);
    terms = new TermVectors(texts);
    known.keySet().forEach(rule -> rules.put(rule, terms.of(words(rule))));
    Questions.ids().forEach(id -> questions.put(id, terms.of(question(id))));
    packs.forEach(this::learn);
    Wordings.all().forEach((id, wordings) -> wordings.forEach(words -> learn(id, words)));
  }

  private void learn(PolicyPack pack) {
    String trust = pack.trust() == null ? pack.displayTitle() : pack.trust();
    for (Clause clause : pack.clauseList()) {
      clause.rules().forEach(use -> uses.putIfAbsent(use.id(), use));
      clause.attestations().forEach(question -> asked.putIfAbsent(question.id(), question));
      examples.add(
          new Example(
              clause.reading(),
              clause.binds(),
              clause.rules().stream().map(Clause.RuleUse::id).toList(),
              clause.attestations().stream().map(Clause.Question::id).toList(),
              clause.paraphrase(),
              pack.id() + " " + clause.number() + " (" + trust + ")",
              terms.of(text(clause))));
    }
  }

  private void learn(String id, String words) {
    Optional<KnownRule> rule = Optional.ofNullable(known.get(id));
    boolean isQuestion = Questions.of(id).isPresent();
    examples.add(
        new Example(
            rule.map(KnownRule::reading)
                .orElse(isQuestion ? Clause.Reading.ATTESTED : Clause.Reading.NOT_APPLICABLE),
            List.of(),
            rule.isPresent() ? List.of(id) : List.of(),
            isQuestion ? List.of(id) : List.of(),
            words,
            COMMON,
            terms.of(words)));
  }

  private String words(String rule) {
    return Optional.ofNullable(known.get(rule)).map(KnownRule::words).orElse("")
        + " "
        + Wordings.of(rule);
  }

  private static String question(String id) {
    return Questions.of(id).map(Questions.Text::question).orElse("");
  }

  private String text(Clause clause) {
    return clause.paraphrase()
        + " "
        + clause.paraphrase()
        + " "
        + clause.rules().stream()
            .map(use -> words(use.id()))
            .distinct()
            .collect(Collectors.joining(" "));
  }

  private Map<String, Double> vector(ClauseFinder.Found found) {
    return terms.of(found.text() + " " + found.text() + " " + found.context());
  }

  private List<Near> near(Map<String, Double> vector) {
    return examples.stream()
        .map(e -> new Near(e, TermVectors.cosine(vector, e.vector())))
        .filter(n -> n.alike() > 0)
        .sorted(Comparator.comparingDouble(Near::alike).reversed())
        .limit(NEIGHBOURS)
        .toList();
  }

  /** The ids of the rules that fit a clause best, whatever its class. */
  public List<String> ranked(ClauseFinder.Found found) {
    Map<String, Double> vector = vector(found);
    return rules(vector, near(vector)).stream().map(Clause.RuleUse::id).toList();
  }

  /** Whether a clause asks something of someone. */
  static boolean asks(ClauseFinder.Found found) {
    return DUTY.matcher(found.text() + " " + found.context()).find();
  }

  /** Whether a clause may ask something of someone, which a person should look at. */
  static boolean mayAsk(ClauseFinder.Found found) {
    return FURTHER_DUTY.matcher(found.text()).find();
  }

  /** Proposes how a clause of a document may be checked. */
  public Judgement judge(ClauseFinder.Found found) {
    Map<String, Double> vector = vector(found);
    List<Near> near = near(vector);
    Map<Clause.Reading, Double> votes = votes(found, vector, near);
    double sum = votes.values().stream().mapToDouble(v -> v).sum();
    Clause.Reading voted =
        votes.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    double alike = near.isEmpty() ? 0 : near.get(0).alike();
    Clause.Reading nearest = near.isEmpty() ? voted : near.get(0).example().reading();
    Clause.Reading other = voted == Clause.Reading.NOT_APPLICABLE ? other(votes, nearest) : voted;
    boolean isUnclear = other != voted;
    Clause.Reading reading = isUnclear && asks(found) && alike >= FOLLOWED ? other : voted;
    double share = sum == 0 ? 0 : votes.getOrDefault(voted, 0.0) / sum;
    double confidence = share * Math.min(1, alike / CLEAR);
    boolean isChecked = reading == Clause.Reading.AUTOMATED || reading == Clause.Reading.ASSISTED;
    return new Judgement(
        reading,
        near.stream()
            .map(n -> n.example().binds())
            .filter(b -> !b.isEmpty())
            .findFirst()
            .orElse(List.of()),
        isChecked || isUnclear ? rules(vector, near) : List.of(),
        reading == Clause.Reading.ATTESTED ? questions(near) : List.of(),
        isUnclear ? Math.min(UNCLEAR, confidence) : confidence,
        isUnclear,
        near.isEmpty() ? "No known clause is like it." : reason(near.get(0)));
  }

  /** The class beside background that has enough votes, or else that of the nearest clause. */
  private static Clause.Reading other(Map<Clause.Reading, Double> votes, Clause.Reading nearest) {
    double least = IN_QUESTION * votes.getOrDefault(Clause.Reading.NOT_APPLICABLE, 0.0);
    return votes.entrySet().stream()
        .filter(vote -> vote.getKey() != Clause.Reading.NOT_APPLICABLE)
        .max(Map.Entry.comparingByValue())
        .filter(vote -> vote.getValue() >= least)
        .map(Map.Entry::getKey)
        .orElse(nearest);
  }

  private static String reason(Near near) {
    return String.format(
        Locale.UK,
        "Like %s: %s (%.0f %% alike)",
        near.example().source(),
        near.example().words(),
        near.alike() * 100);
  }

  /** Votes of the clauses nearby, of the rules and questions that are like it, and of its tone. */
  private Map<Clause.Reading, Double> votes(
      ClauseFinder.Found found, Map<String, Double> vector, List<Near> near) {
    Map<Clause.Reading, Double> votes = new EnumMap<>(Clause.Reading.class);
    for (Clause.Reading reading : Clause.Reading.values()) {
      votes.put(reading, PRIOR);
    }
    for (Near one : near) {
      double weight = one.example().isWording() ? WORDING : 1;
      votes.merge(one.example().reading(), weight * Math.pow(one.alike(), CLOSENESS), Double::sum);
    }
    rules.forEach(
        (rule, text) -> {
          double alike = TermVectors.cosine(vector, text);
          votes.merge(
              Optional.ofNullable(known.get(rule))
                  .map(KnownRule::reading)
                  .orElse(Clause.Reading.ASSISTED),
              RULES * alike * alike,
              Double::sum);
        });
    questions.forEach(
        (question, text) -> {
          double alike = TermVectors.cosine(vector, text);
          votes.merge(Clause.Reading.ATTESTED, QUESTIONS * alike * alike, Double::sum);
        });
    votes.replaceAll((reading, vote) -> vote * WEIGHTS.getOrDefault(reading, 1.0));
    double tone = asks(found) ? ASKS : ASKS_NOTHING;
    boolean isBackground =
        BACKGROUND.matcher(found.section()).find() || PRIVATE.matcher(found.text()).find();
    votes.merge(
        Clause.Reading.NOT_APPLICABLE,
        tone * (isBackground ? SECTION : 1),
        (vote, by) -> vote * by);
    return votes;
  }

  /** The rules of the clauses nearby, and those whose own description is like the clause. */
  private List<Clause.RuleUse> rules(Map<String, Double> vector, List<Near> near) {
    Map<String, Double> scores = new HashMap<>();
    for (Near one : near) {
      one.example()
          .rules()
          .forEach(rule -> scores.merge(rule, one.alike() * one.alike(), Double::sum));
    }
    rules.forEach(
        (rule, text) -> {
          double alike = TermVectors.cosine(vector, text);
          scores.merge(rule, alike * alike, Double::sum);
        });
    return scores.entrySet().stream()
        .filter(one -> one.getValue() > 0)
        .sorted(
            Map.Entry.<String, Double>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry::getKey))
        .limit(3)
        .map(one -> use(one.getKey()))
        .toList();
  }

  private Clause.RuleUse use(String rule) {
    return uses.getOrDefault(
        rule, new Clause.RuleUse(rule, Optional.empty(), Optional.empty(), Map.of()));
  }

  private List<Clause.Question> questions(List<Near> near) {
    return near.stream()
        .flatMap(one -> one.example().questions().stream())
        .limit(1)
        .map(id -> asked.getOrDefault(id, new Clause.Question(id, "")))
        .toList();
  }
}
