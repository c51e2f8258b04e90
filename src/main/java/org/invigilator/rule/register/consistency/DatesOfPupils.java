package org.invigilator.rule.register.consistency;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.invigilator.register.Consent;
import org.invigilator.register.Pupil;
import org.invigilator.register.Register;
import org.invigilator.register.YearGroup;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Fact;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.TrustView;

/** Pupils on the roll have the age of pupils and of their year group, and no answer is of later. */
public final class DatesOfPupils implements Rule.OfTrust {
  private static final int YOUNGEST = 2;
  private static final int OLDEST = 25;

  /** A pupil may repeat a year or two, or have skipped them. */
  private static final int APART = 3;

  private static final int SHOWN = 10;

  @Override
  public void check(TrustView view, ResultCollector out) {
    LocalDate today = view.trust().asOf();
    List<Pupil> roll =
        view.trust().registers().pupils().stream().filter(p -> !p.hasLeftBy(today)).toList();
    report(
        Register.PUPILS,
        "dob",
        "pupils_age",
        roll.stream().filter(p -> isOfOtherAge(p, today)).map(Pupil::ref).toList(),
        out);
    report(
        Register.PUPILS,
        "year_group",
        "pupils_year",
        roll.stream().filter(p -> isInOtherYear(p, today)).map(Pupil::ref).toList(),
        out);
    report(
        Register.CONSENT,
        "given_on",
        "consent_in_future",
        view.trust().registers().consents().stream()
            .filter(c -> c.givenOn().isAfter(today) && view.trust().pupil(c.subject()).isPresent())
            .map(Consent::subject)
            .distinct()
            .toList(),
        out);
  }

  private static boolean isOfOtherAge(Pupil pupil, LocalDate today) {
    return pupil
        .birth()
        .map(
            born ->
                born.isAfter(today.minusYears(YOUNGEST))
                    || !born.isAfter(today.minusYears(OLDEST + 1)))
        .orElse(false);
  }

  private static boolean isInOtherYear(Pupil pupil, LocalDate today) {
    Optional<YearGroup> stated = pupil.yearGroup().flatMap(year -> pupil.yearGroupOn(today));
    return stated.isPresent()
        && pupil.birth().isPresent()
        && !isOfOtherAge(pupil, today)
        && Math.abs(stated.get().order() - YearGroup.implied(pupil.birth().get(), today).order())
            >= APART;
  }

  private static void report(
      Register register, String column, String wording, List<String> refs, ResultCollector out) {
    if (!refs.isEmpty()) {
      List<String> shown = refs.stream().sorted().limit(SHOWN).toList();
      out.violation(
          Violations.ofRow(
                  register,
                  column,
                  Evidence.of(wording)
                      .count("count", refs.size())
                      .with(
                          "pupils",
                          new Fact.Many(shown.stream().<Fact>map(Fact.Pupil::new).toList())))
              .pupils(refs));
    }
  }
}
