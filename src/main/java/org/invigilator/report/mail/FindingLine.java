package org.invigilator.report.mail;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.finding.Finding;
import org.invigilator.report.ReportModel;
import org.invigilator.report.Wording;

/** A finding as a mail shows it in a line, in the values of {@code line.mustache}. */
record FindingLine(ReportModel model) {

  Map<String, Object> of(Finding f) {
    return Map.of(
        "finding",
        Map.of(
            "severity", f.severity().toString(),
            "where", where(f),
            "title", ReportModel.title(f),
            "observed", Wording.dates(f.observed()),
            "who", who(f),
            "id", f.id()));
  }

  private String where(Finding f) {
    String place = joined(f.account(), model.staff().academy(f.academy()));
    return place.isEmpty() ? model.settings().name() : place;
  }

  private String who(Finding f) {
    if (!f.status().isOpen()) {
      return "";
    }
    return joined(
        f.owner().isEmpty() ? "" : model.staff().owner(f.owner()),
        f.due().map(d -> "by " + Wording.date(d)).orElse(""));
  }

  /**
   * Adds a section of a mail: how many there are, the first of them in a line each, and how many
   * more.
   */
  static <T> void section(
      Map<String, Object> values,
      String name,
      List<T> all,
      int most,
      Function<T, Map<String, Object>> line) {
    if (!all.isEmpty()) {
      values.put(
          name,
          Map.of(
              "number",
              all.size(),
              "lines",
              all.stream().limit(most).map(line).toList(),
              "more",
              Math.max(0, all.size() - most)));
    }
  }

  static String joined(String... texts) {
    return Stream.of(texts).filter(text -> !text.isEmpty()).collect(Collectors.joining(", "));
  }
}
