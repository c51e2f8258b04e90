package org.invigilator.register.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.invigilator.register.RegisterSource;
import org.invigilator.register.SecretScan;
import org.invigilator.register.Vocabulary;

/**
 * Reads a form as a table of one row. "Name" and "Date" below another label belong to that one, and
 * ticked lines below a label are what it lists.
 */
final class FormSheet {
  private static final Set<String> PARTS = Set.of("name", "date", "signature", "signed");
  private static final Set<String> TICKS = Set.of("x", "yes", "y", "true", "1");

  private final Predicate<String> isLabel;
  private final Map<String, String> entries = new LinkedHashMap<>();
  private String section = "";
  private String heading = "";

  FormSheet(Predicate<String> isLabel) {
    this.isLabel = isLabel;
  }

  SourceSheet table(
      RegisterSource source, List<SourceSheet.Row> rows, List<SecretScan.SecretCell> secrets) {
    List<String> titles = new ArrayList<>();
    int first = 0;
    for (SourceSheet.Row row : rows) {
      boolean wasEmpty = entries.isEmpty() && section.isEmpty();
      read(row);
      if (wasEmpty && entries.isEmpty() && section.isEmpty()) {
        titles.addAll(List.of(row.cells()));
      } else if (first == 0) {
        first = row.number();
      }
    }
    String[] labels = entries.keySet().toArray(String[]::new);
    return new SourceSheet(
        source,
        titles.stream().filter(title -> !title.isEmpty()).toList(),
        first,
        SourceSheet.positions(labels),
        List.of(labels),
        List.of(new SourceSheet.Row(first, entries.values().toArray(String[]::new))),
        List.of(),
        secrets);
  }

  private void read(SourceSheet.Row row) {
    int at = 0;
    while (at < row.cells().length && row.cell(at).isEmpty()) {
      at++;
    }
    for (int i = at; i < row.cells().length; i++) {
      String label = label(row.cell(i));
      if (label.isEmpty()) {
        continue;
      }
      String entered = row.cell(i + 1);
      boolean isPart = PARTS.contains(Vocabulary.fold(label)) && !section.isEmpty();
      if (isPart) {
        entries.putIfAbsent((heading.isEmpty() ? section : heading) + " " + label, entered);
        i++;
      } else if (isLabel.test(label)) {
        section = label;
        heading = "";
        entries.putIfAbsent(label, entered);
        i++;
      } else if (isTick(entered) && entries.containsKey(section)) {
        entries.merge(section, label, (all, one) -> all.isEmpty() ? one : all + "; " + one);
        i++;
      } else if (i == at && entered.isEmpty()) {
        // Either the heading of what follows, or a line of a list that was not ticked.
        heading = label;
        section = section.isEmpty() ? label : section;
      }
    }
  }

  private static boolean isTick(String entered) {
    return TICKS.contains(Vocabulary.fold(entered)) || Vocabulary.isTick(entered);
  }

  private static String label(String cell) {
    return cell.replaceFirst("\\s*[:?*]\\s*$", "").strip();
  }
}
