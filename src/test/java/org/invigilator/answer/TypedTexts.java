package org.invigilator.answer;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.function.Consumer;
import java.util.function.Function;
import org.invigilator.job.TrustInput;
import org.invigilator.register.Cells;
import org.invigilator.register.Platforms;
import org.invigilator.report.Redaction;
import org.invigilator.report.Wording;

/** Reads a text the ways the cells of a workbook that comes back are read, and shown again. */
public final class TypedTexts implements Function<Path, Consumer<String>> {
  @Override
  public Consumer<String> apply(Path trust) {
    var index = TrustInput.of(trust, LocalDate.of(2026, 11, 20)).index();
    SafeText safe = new SafeText(index);
    Redaction redaction = Redaction.of(index, java.util.List.of());
    return text -> {
      safe.unsafe(text);
      safe.unsafe("p" + text);
      DecisionParser.of(text);
      DecisionParser.of("waive" + text + "x");
      DecisionParser.of("fixed " + text + "x");
      Cells.date(text);
      Platforms.link("https://facebook.com/profile.php?id=" + text);
      redaction.apply(text);
      Wording.dates(text);
    };
  }
}
