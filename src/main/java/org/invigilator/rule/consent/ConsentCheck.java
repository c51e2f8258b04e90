package org.invigilator.rule.consent;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.invigilator.register.Consent;
import org.invigilator.register.Pupil;
import org.invigilator.register.YearGroup;
import org.invigilator.rule.ConsentMatrix;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Fact;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Sentences;
import org.invigilator.rule.TrustIndex;

/**
 * Who of those that must consent had done so by a day; each giver's latest decision counts, and one
 * refusal outweighs all consents.
 */
record ConsentCheck(TrustIndex trust, String scope) {
  private static final Set<String> ANYONE = Set.of("parent", "pupil");
  private static final int ADULT = 18;

  /** What a rule asks consent for, and of whom. */
  record Terms(ConsentMatrix matrix, String scope) {
    /** Where no rule says it: anyone's consent to social media. */
    static final Terms PLAIN = new Terms(new ConsentMatrix(List.of()), "social-media");
  }

  /** What one giver, such as the parents together, had decided by a day. */
  enum State {
    GRANTED,
    REFUSED,
    NONE
  }

  /**
   * One who must consent and had not.
   *
   * @param refusedOn when this giver refused; empty when there is no decision
   */
  record Gap(String giver, Optional<LocalDate> refusedOn) {
    boolean isOf(String other) {
      return giver.equals(other);
    }
  }

  /**
   * Who of those that must consent had not on a day; of anyone where the policy does not say who.
   */
  List<Gap> gaps(Pupil pupil, ConsentMatrix matrix, LocalDate day) {
    return gaps(pupil, required(pupil, matrix, day).orElse(ANYONE), day);
  }

  /** Those of the required givers who had not consented on a day. */
  List<Gap> gaps(Pupil pupil, Set<String> required, LocalDate day) {
    List<Gap> gaps = new ArrayList<>();
    for (String giver : required) {
      State state = state(pupil, giver, day);
      if (state == State.REFUSED) {
        gaps.add(new Gap(giver, refusal(pupil, giver, day)));
      } else if (state == State.NONE) {
        gaps.add(new Gap(giver, Optional.empty()));
      }
    }
    return gaps;
  }

  /** When the giver refused: the newest of the refusals that still count. */
  private Optional<LocalDate> refusal(Pupil pupil, String giver, LocalDate day) {
    return latest(pupil, giver, day).stream()
        .filter(decision -> isRefused(decision, day))
        .map(Consent::givenOn)
        .max(LocalDate::compareTo);
  }

  /**
   * Who must consent for a pupil on a day: a leaver who has come of age alone, whatever their year
   * was, and otherwise as the policy has it; empty when it says nothing of the year.
   */
  static Optional<Set<String>> required(Pupil pupil, ConsentMatrix matrix, LocalDate day) {
    boolean grown = pupil.hasLeftBy(day) && pupil.age(day).map(age -> age >= ADULT).orElse(false);
    if (grown) {
      return Optional.of(Set.of("pupil"));
    }
    Optional<YearGroup> year = pupil.yearGroupOn(day);
    return year.isEmpty() ? Optional.empty() : matrix.required(pupil, year.get());
  }

  /**
   * Whether those who must consent had done so by a day; where the policy does not say who, any
   * consent and no refusal.
   */
  boolean isGiven(Pupil pupil, ConsentMatrix matrix, LocalDate day) {
    return required(pupil, matrix, day)
        .map(required -> gaps(pupil, required, day).isEmpty())
        .orElseGet(
            () -> {
              List<Gap> gaps = gaps(pupil, ANYONE, day);
              return gaps.size() < ANYONE.size()
                  && gaps.stream().allMatch(gap -> gap.refusedOn().isEmpty());
            });
  }

  /** Gaps as facts: who never decided, and who refused and when. */
  static Evidence describe(Evidence evidence, List<Gap> gaps) {
    List<String> missing =
        gaps.stream().filter(g -> g.refusedOn().isEmpty()).map(Gap::giver).toList();
    List<Fact> refused =
        gaps.stream()
            .filter(g -> g.refusedOn().isPresent())
            .<Fact>map(
                g ->
                    new Fact.Part(
                        Evidence.of("refused")
                            .term("giver", giver(g.giver()))
                            .day("day", g.refusedOn().orElseThrow())))
            .toList();
    return evidence
        .term("gap", missing.isEmpty() ? "refused" : refused.isEmpty() ? "missing" : "both")
        .term("missing", Labels.oneOf(missing.stream().map(ConsentCheck::giver).toList()))
        .with("refused", new Fact.Many(refused));
  }

  /** Why consent fails where there is some on file, and what would cure it. */
  Fact.Aside why(Pupil pupil, List<Gap> gaps, LocalDate day) {
    return new Fact.Aside(
        gaps.stream().flatMap(gap -> why(pupil, gap.giver(), day).stream()).toList());
  }

  private Optional<Evidence> why(Pupil pupil, String giver, LocalDate day) {
    Collection<Consent> latest = latest(pupil, giver, day);
    List<Consent> granted = latest.stream().filter(Consent::granted).toList();
    Evidence of = Evidence.of("").term("giver", giver(giver));
    if (latest.stream().anyMatch(c -> isRefused(c, day))) {
      return granted.stream()
          .filter(c -> c.isInForce(day))
          .findFirst()
          .map(c -> new Evidence("disagree", of.facts()).day("day", c.givenOn()));
    }
    Optional<Evidence> ended =
        granted.stream()
            .flatMap(
                c ->
                    c
                        .withdrawnOn()
                        .filter(on -> !on.isAfter(day))
                        .map(on -> new Evidence("withdrawn", of.facts()).day("day", on))
                        .or(
                            () ->
                                c.validUntil()
                                    .filter(on -> on.isBefore(day))
                                    .map(on -> new Evidence("expired", of.facts()).day("day", on)))
                        .stream())
            .findFirst();
    return ended
        .or(() -> otherScope(pupil, giver, day, of))
        .or(() -> otherGiver(pupil, giver, day, of));
  }

  private Optional<Evidence> otherScope(Pupil pupil, String giver, LocalDate day, Evidence of) {
    return trust.consents(pupil.ref()).stream()
        .filter(c -> c.isBy(giver) && c.granted() && !c.givenOn().isAfter(day) && c.isInForce(day))
        .filter(c -> !c.scope().contains(scope))
        .max(java.util.Comparator.comparing(Consent::givenOn))
        .map(
            c ->
                new Evidence("scope", of.facts())
                    .day("day", c.givenOn())
                    .term("scopes", Sentences.list(c.scope().stream().map(Labels::of).toList()))
                    .term("scope", Labels.of(scope)));
  }

  private Optional<Evidence> otherGiver(Pupil pupil, String giver, LocalDate day, Evidence of) {
    return Stream.of("parent", "pupil")
        .filter(other -> !other.equals(giver) && state(pupil, other, day) == State.GRANTED)
        .findFirst()
        .map(
            other ->
                pupil
                    .yearGroupOn(day)
                    .map(
                        year ->
                            new Evidence("giver_in_year", of.facts())
                                .term("year", year.inWords())
                                .day("day", day))
                    .orElseGet(() -> new Evidence("giver", of.facts()))
                    .term("other", giver(other)));
  }

  static String giver(String giver) {
    return giver.equals("parent") ? "a parent" : "the " + Labels.of(giver);
  }

  /** Whether everyone who must consent did so on some later day up to and including another. */
  boolean givenLater(Pupil pupil, Set<String> required, LocalDate after, LocalDate until) {
    return trust.consents(pupil.ref()).stream()
        .map(Consent::givenOn)
        .filter(on -> on.isAfter(after) && !on.isAfter(until))
        .anyMatch(on -> gaps(pupil, required, on).isEmpty());
  }

  State state(Pupil pupil, String giver, LocalDate day) {
    State state = State.NONE;
    for (Consent decision : latest(pupil, giver, day)) {
      if (isRefused(decision, day)) {
        return State.REFUSED;
      }
      if (decision.granted() && decision.isInForce(day)) {
        state = State.GRANTED;
      }
    }
    return state;
  }

  /** The last decision by a day of each person who counts as this giver, such as each parent. */
  private List<Consent> latest(Pupil pupil, String giver, LocalDate day) {
    List<Consent> latest = new ArrayList<>(2);
    for (Consent consent : trust.consents(pupil.ref())) {
      if (consent.isBy(giver)
          && consent.scope().contains(scope)
          && !consent.givenOn().isAfter(day)) {
        replaceEarlier(latest, consent);
      }
    }
    return latest;
  }

  /**
   * Adds a decision, or puts it in place of an earlier one of the same person; of two on one day
   * the refusal counts.
   */
  private static void replaceEarlier(List<Consent> latest, Consent consent) {
    for (int i = 0; i < latest.size(); i++) {
      if (latest.get(i).giver().equals(consent.giver())) {
        int order = consent.givenOn().compareTo(latest.get(i).givenOn());
        if (order > 0 || (order == 0 && latest.get(i).granted())) {
          latest.set(i, consent);
        }
        return;
      }
    }
    latest.add(consent);
  }

  private static boolean isRefused(Consent decision, LocalDate day) {
    return !decision.granted() && !decision.isWithdrawnBy(day);
  }

  /** When the giver last withdrew consent after one day and by another: expressly, or by a no. */
  Optional<LocalDate> withdrawal(Pupil pupil, String giver, LocalDate after, LocalDate until) {
    Optional<LocalDate> last = Optional.empty();
    for (Consent consent : trust.consents(pupil.ref())) {
      if (consent.isBy(giver) && consent.scope().contains(scope)) {
        Optional<LocalDate> on =
            consent.granted() ? consent.withdrawnOn() : Optional.of(consent.givenOn());
        boolean isWithin = on.isPresent() && on.get().isAfter(after) && !on.get().isAfter(until);
        if (isWithin && (last.isEmpty() || on.get().isAfter(last.get()))) {
          last = on;
        }
      }
    }
    return last;
  }
}
