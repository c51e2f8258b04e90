package org.invigilator.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.register.Cells;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A pack as two tables, for people who write it in a spreadsheet: its front page as keys and
 * values, and its clauses, one a row. What comes back is the same pack as YAML, checked in the same
 * way.
 *
 * @param front the key and the value of each row
 * @param clauses the cells of each row by the names of the columns
 */
public record PackTable(List<List<String>> front, List<Map<String, String>> clauses) {
  /** The columns of the clauses. */
  public static final List<String> COLUMNS =
      List.of(
          "clause",
          "section",
          "place",
          "text",
          "paraphrase",
          "binds",
          "class",
          "also",
          "why",
          "how",
          "note",
          "rules",
          "attestations");

  /** The keys of the front page whose values are dates. */
  public static final Set<String> DATES = Set.of("approved_on", "effective_from", "review_due_on");

  /** The keys of the front page whose values are lists, which people type with commas. */
  private static final Set<String> LISTS =
      Set.of("permitted_platforms", "permitted_for_pupils", "responsible_roles");

  /** In the cells of a clause, the number of its row where it is not known by its place. */
  public static final String ROW = "#row";

  /** How a date may be typed. */
  static final String DATE_FORMS = "Write it like 18/11/2026 or 18 November 2026";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String CLAUSES = "clauses";

  /** A rule in a cell: its id, then its severity and mode in brackets, then its parameters. */
  private static final Pattern RULE =
      Pattern.compile(
          "([a-z0-9-]+)\\s*(?:\\(([a-z, -]*)\\))?\\s*(\\{.*\\})?",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  private static final Pattern QUESTION = Pattern.compile("([a-z0-9-]+)\\s*:\\s*(.+)");

  /** The tables of a pack. */
  public static PackTable of(Map<String, Object> pack) {
    List<List<String>> front = new ArrayList<>();
    pack.forEach(
        (key, value) -> {
          if (!key.equals(CLAUSES)) {
            front.add(List.of(key, cell(value)));
          }
        });
    List<Map<String, String>> clauses = new ArrayList<>();
    if (pack.get(CLAUSES) instanceof List<?> list) {
      for (Object one : list) {
        Map<String, String> row = new LinkedHashMap<>();
        COLUMNS.forEach(column -> row.put(column, ""));
        ((Map<?, ?>) one).forEach((key, value) -> row.put(String.valueOf(key), of(key, value)));
        clauses.add(row);
      }
    }
    return new PackTable(front, clauses);
  }

  private static String of(Object key, @Nullable Object value) {
    if (value instanceof List<?> list && key.equals("rules")) {
      return list.stream().map(PackTable::rule).collect(Collectors.joining("\n"));
    }
    if (value instanceof List<?> list && key.equals("attestations")) {
      return list.stream()
          .map(one -> ((Map<?, ?>) one).get("id") + ": " + ((Map<?, ?>) one).get("role"))
          .collect(Collectors.joining("\n"));
    }
    return value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)
        ? list.stream().map(String::valueOf).collect(Collectors.joining("; "))
        : cell(value);
  }

  private static String rule(Object use) {
    Map<?, ?> rule = (Map<?, ?>) use;
    String graded =
        Stream.of(rule.get("severity"), rule.get("mode"))
            .filter(Objects::nonNull)
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return rule.get("id")
        + (graded.isEmpty() ? "" : " (" + graded + ")")
        + (rule.get("parameters") == null ? "" : " " + cell(rule.get("parameters")));
  }

  /** A text as it is, anything else as JSON. */
  private static String cell(@Nullable Object value) {
    return value instanceof String text
        ? text
        : value == null ? "" : JSON.writeValueAsString(value);
  }

  /** A list or a table in a cell is JSON; any other cell is a text. */
  private static Object parsed(String cell) {
    try {
      return cell.matches("(?s)[\\[{].*") ? JSON.readValue(cell, Object.class) : cell;
    } catch (JacksonException e) {
      return cell;
    }
  }

  /** The few values of a front page that are numbers, or true or false. */
  private static Object value(String key, String cell) {
    if (key.equals("review_cycle_months") && cell.matches("\\d{1,4}")) {
      return Integer.valueOf(cell);
    }
    if (key.equals("signature_block") && cell.toLowerCase(Locale.ROOT).matches("true|false")) {
      return Boolean.valueOf(cell);
    }
    return LISTS.contains(key) && !cell.startsWith("[")
        ? List.of(cell.strip().split("\\s*[,;\\n]\\s*"))
        : parsed(cell);
  }

  /** The sheet with the clauses, for messages. */
  static String clausesSheet(String label) {
    return label + ", sheet Clauses";
  }

  /** The sheet with the front page, for messages. */
  static String policySheet(String label) {
    return label + ", sheet Policy";
  }

  /** The row of a clause as a spreadsheet counts it. */
  int rowOf(int clause) {
    String known = clauses.get(clause).getOrDefault(ROW, "");
    return known.isEmpty() ? clause + 2 : Integer.parseInt(known);
  }

  /**
   * The pack as YAML.
   *
   * @param label what to call the workbook in messages
   * @throws InvalidInput with every cell that cannot be read
   */
  public String yaml(String label) {
    List<Problem> problems = new ArrayList<>();
    Map<String, Object> pack = new LinkedHashMap<>();
    for (int i = 0; i < front.size(); i++) {
      String key = front.get(i).get(0).strip();
      String cell = front.get(i).get(1).strip();
      if (key.isEmpty() || cell.isEmpty()) {
        continue;
      }
      if (DATES.contains(key)) {
        Optional<String> date = WrittenDate.of(cell);
        date.ifPresent(day -> pack.put(key, day));
        if (date.isEmpty()) {
          String remedy = DATE_FORMS + ", or November 2026 for a month.";
          problems.add(
              new Problem(policySheet(label), i + 2, key, cell, Cells.notADate(cell), remedy));
        }
      } else {
        pack.put(key, value(key, cell));
      }
    }
    List<Map<String, Object>> all = new ArrayList<>();
    Map<String, Integer> rows = new LinkedHashMap<>();
    String sheet = clausesSheet(label);
    for (int i = 0; i < clauses.size(); i++) {
      int row = rowOf(i);
      String number = clauses.get(i).getOrDefault("clause", "").strip();
      Integer before = number.isEmpty() ? null : rows.putIfAbsent(number, row);
      if (before != null) {
        problems.add(
            new Problem(
                sheet,
                row,
                "clause",
                number,
                "is in row " + before + " too.",
                "Number each clause once."));
      }
      all.add(clause(clauses.get(i), sheet, row, problems));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    pack.put(CLAUSES, all);
    return new YAMLMapper().writeValueAsString(pack);
  }

  private static Map<String, Object> clause(
      Map<String, String> row, String label, int number, List<Problem> problems) {
    Map<String, Object> clause = new LinkedHashMap<>();
    for (String column : COLUMNS) {
      String cell = row.getOrDefault(column, "").strip();
      if (cell.isEmpty()) {
        continue;
      }
      switch (column) {
        case "binds", "also" -> clause.put(column, List.of(cell.split("\\s*;\\s*")));
        case "class" -> clause.put(column, cell.replaceAll("\\s+", "-"));
        case "rules" -> clause.put(column, rules(cell, label, number, problems));
        case "attestations" -> clause.put(column, questions(cell, label, number, problems));
        default -> clause.put(column, cell);
      }
    }
    return clause;
  }

  private static List<Map<String, Object>> rules(
      String cell, String label, int row, List<Problem> problems) {
    List<Map<String, Object>> rules = new ArrayList<>();
    // Spreadsheets turn quotation marks round.
    for (String line : cell.replaceAll("[“”„]", "\"").split("\n")) {
      Matcher matcher = RULE.matcher(line.strip());
      Optional<Object> parameters = Optional.empty();
      if (matcher.matches() && matcher.group(3) != null) {
        parameters = Optional.of(parsed(matcher.group(3))).filter(Map.class::isInstance);
      }
      if (!matcher.matches() || (matcher.group(3) != null && parameters.isEmpty())) {
        problems.add(
            new Problem(
                label,
                row,
                "rules",
                "'" + line.strip() + "' is not a rule.",
                "Write one a line, like underage-follower (high) {\"min_age\": 13}."));
        continue;
      }
      Map<String, Object> rule = new LinkedHashMap<>();
      rule.put("id", matcher.group(1).toLowerCase(Locale.ROOT));
      String graded =
          matcher.group(2) == null ? "" : matcher.group(2).toLowerCase(Locale.ROOT).strip();
      for (String word : graded.split("\\s*,\\s*")) {
        if (!word.isBlank()) {
          boolean isMode = word.equals("automated") || word.equals("assisted");
          rule.put(isMode ? "mode" : "severity", word.strip());
        }
      }
      parameters.ifPresent(values -> rule.put("parameters", values));
      rules.add(rule);
    }
    return rules;
  }

  private static List<Map<String, Object>> questions(
      String cell, String label, int row, List<Problem> problems) {
    List<Map<String, Object>> questions = new ArrayList<>();
    for (String line : cell.split("\n")) {
      Matcher matcher = QUESTION.matcher(line.strip());
      if (matcher.matches()) {
        Map<String, Object> question = new LinkedHashMap<>();
        question.put("id", matcher.group(1));
        question.put("role", matcher.group(2).strip());
        questions.add(question);
      } else {
        problems.add(
            new Problem(
                label,
                row,
                "attestations",
                "'" + line.strip() + "' is not a yearly question with its role.",
                "Write one a line, like att-privacy-settings: Headteacher."));
      }
    }
    return questions;
  }
}
