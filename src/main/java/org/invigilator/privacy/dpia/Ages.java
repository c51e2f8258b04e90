package org.invigilator.privacy.dpia;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.invigilator.register.Pupil;

/** How old the pupils in the register are on the audit date; without a birth date it is unknown. */
record Ages(int under13, int under18, int adults, int unknown) {
  private static final int TEEN = 13;
  private static final int ADULT = 18;

  static Ages of(List<Pupil> pupils, LocalDate on) {
    int under13 = 0;
    int under18 = 0;
    int adults = 0;
    int unknown = 0;
    for (Pupil pupil : pupils) {
      if (pupil.birth().isEmpty()) {
        unknown++;
      } else {
        int years = Period.between(pupil.birth().get(), on).getYears();
        if (years < TEEN) {
          under13++;
        } else if (years < ADULT) {
          under18++;
        } else {
          adults++;
        }
      }
    }
    return new Ages(under13, under18, adults, unknown);
  }

  /** The numbers for a reader. */
  String inWords() {
    return PackText.number(under13)
        + " under 13, "
        + PackText.number(under18)
        + " aged 13 to 17, "
        + PackText.number(adults)
        + " aged 18 or over"
        + (unknown == 0 ? "" : ", " + PackText.number(unknown) + " without a date of birth");
  }
}
