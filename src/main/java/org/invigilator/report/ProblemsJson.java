package org.invigilator.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.invigilator.register.Problem;
import org.invigilator.register.ProblemGroup;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Problems in the files of a trust for programs: each cause, with all its places. */
public final class ProblemsJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ProblemsJson() {}

  /** An object with the number of problems, and for each cause its file, column, fix and places. */
  public static String of(List<Problem> problems) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("problems", problems.size());
    all.put("causes", ProblemGroup.of(problems).stream().map(ProblemsJson::group).toList());
    return MAPPER.writeValueAsString(all);
  }

  private static Map<String, Object> group(ProblemGroup group) {
    Problem first = group.first();
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("file", first.file());
    one.put("column", first.column());
    one.put("found", first.cause());
    one.put("fix", first.remedy());
    one.put("count", group.problems().size());
    one.put(
        "places",
        group.problems().stream()
            .map(p -> p.value().isEmpty() ? Map.of("row", p.row()) : place(p))
            .toList());
    return one;
  }

  private static Map<String, Object> place(Problem problem) {
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("row", problem.row());
    place.put("value", problem.value());
    return place;
  }
}
