package org.invigilator.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.invigilator.register.Pupil;

/** Rolls of invented pupils, written as forename, surname, usual name, middle names. */
final class TestRoll {
  private TestRoll() {}

  /** The pupils of some lines {@code forename|surname|usual name|middle names}, one academy. */
  static List<Pupil> of(String... lines) {
    List<Pupil> pupils = new ArrayList<>();
    for (String line : lines) {
      String[] cells = (line + "|||").split("\\|", -1);
      pupils.add(pupil(cells[0] + " " + cells[1], cells[0], cells[2], cells[1], cells[3]));
    }
    return pupils;
  }

  static Pupil pupil(String ref, String first, String known, String last, String middle) {
    return new Pupil(
        ref,
        first,
        known,
        last,
        middle,
        "",
        Optional.empty(),
        "NTH",
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        false,
        false);
  }
}
