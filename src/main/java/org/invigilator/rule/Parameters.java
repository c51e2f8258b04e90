package org.invigilator.rule;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.match.Tier;
import org.invigilator.register.Account;
import org.invigilator.register.Platforms;
import org.invigilator.register.WrittenHost;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one requirement, typed on the way out; a wrong type is told with the
 * parameter's name.
 */
public record Parameters(Map<String, @Nullable Object> values) {

  /** A number like this is a year of the text that was taken for a number of people or days. */
  private static final int FIRST_YEAR = 1900;

  private static final int LAST_YEAR = 2100;

  /** A value of the wrong type, in words for whoever wrote the pack or the override. */
  public static final class InvalidParameter extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String name;

    InvalidParameter(String name, Object value, String wanted) {
      super("The parameter '" + name + "' is '" + value + "' and must be " + wanted + ".");
      this.name = name;
    }

    /** Its name in a pack or an override. */
    public String name() {
      return name;
    }
  }

  /** The smallest of a whole number that several give; where none does, the one given here. */
  int strictest(List<Parameters> given, String name) {
    return given.stream().mapToInt(p -> p.integer(name)).min().orElseGet(() -> integer(name));
  }

  public int integer(String name) {
    if (values.get(name) instanceof Integer number && number >= 0) {
      return number;
    }
    throw new InvalidParameter(name, String.valueOf(values.get(name)), "a whole number from 0");
  }

  public boolean flag(String name) {
    if (values.get(name) instanceof Boolean flag) {
      return flag;
    }
    throw new InvalidParameter(name, String.valueOf(values.get(name)), "true or false");
  }

  public String text(String name) {
    Object value = values.get(name);
    if (value instanceof String || value instanceof Number) {
      return String.valueOf(value);
    }
    throw new InvalidParameter(name, String.valueOf(value), "a text");
  }

  /** A tier of confidence by its name. */
  public Tier tier(String name) {
    return Stream.of(Tier.values())
        .filter(tier -> tier.label().equals(text(name)))
        .findFirst()
        .orElseThrow(() -> new InvalidParameter(name, text(name), "certain, likely or possible"));
  }

  /** A list of texts in small letters, which may be written as one text with commas. */
  public List<String> list(String name) {
    Object value = values.get(name);
    if (value instanceof List<?> list) {
      return list.stream()
          .map(v -> String.valueOf(v).toLowerCase(Locale.ROOT))
          .flatMap(v -> v.indexOf(';') < 0 ? Stream.of(v) : parts(v, ";"))
          .toList();
    }
    if (value instanceof String one) {
      return parts(one.toLowerCase(Locale.ROOT), "[,;]").toList();
    }
    throw new InvalidParameter(name, String.valueOf(value), "a list");
  }

  /** The words of a list that someone wrote as one text. */
  private static Stream<String> parts(String text, String separators) {
    return Stream.of(text.split(separators)).map(String::strip).filter(one -> !one.isEmpty());
  }

  /**
   * A list of platforms by their standard names; one that is not known is kept as it is written,
   * unless it looks like a slip for one that is, which would check nothing.
   */
  public List<String> platforms(String name) {
    return list(name).stream().map(word -> platform(name, word)).toList();
  }

  /** A known platform by its standard name. */
  public String platform(String name) {
    String platform = Platforms.canonical(text(name));
    if (!Platforms.isKnown(platform)) {
      throw new InvalidParameter(
          name, text(name), "one of " + String.join(", ", Platforms.known()));
    }
    return platform;
  }

  private static String platform(String name, String word) {
    String platform = Platforms.canonical(word);
    if (!Platforms.isKnown(platform)) {
      Platforms.like(word)
          .ifPresent(
              known -> {
                throw new InvalidParameter(name, word, "the name of a platform, such as " + known);
              });
    }
    return platform;
  }

  /** A list of hosts, such as wa.me. */
  public List<String> hosts(String name) {
    return list(name).stream().map(host -> host(name, host)).toList();
  }

  private static String host(String name, String text) {
    return WrittenHost.of(text)
        .filter(written -> written.page().isEmpty())
        .orElseThrow(() -> new InvalidParameter(name, text, "a host such as chat.whatsapp.com"))
        .host();
  }

  /** Refuses a number that can only be a year: nothing here is a year. */
  void mustHaveNoYear() {
    values.forEach(
        (name, value) -> {
          if (!name.endsWith("_hours")
              && value instanceof Number number
              && number.doubleValue() >= FIRST_YEAR
              && number.doubleValue() <= LAST_YEAR) {
            throw new InvalidParameter(name, value, "no year");
          }
        });
  }

  /** Refuses a word in a list that is none of the words it may have: it would check nothing. */
  void mustBeAmong(String name, List<String> words) {
    Object value = values.get(name);
    List<String> written =
        value instanceof List<?> || value instanceof String
            ? list(name)
            : List.of(String.valueOf(value));
    for (String one : written) {
      if (!words.contains(one)) {
        throw new InvalidParameter(name, one, "one of " + String.join(", ", words));
      }
    }
  }

  /**
   * A list of columns of the accounts register; a name that is not one of them is refused.
   *
   * @param further names that the rule knows besides the columns
   */
  public List<String> columns(String name, String... further) {
    List<String> columns = list(name);
    known(name, columns, Set.of(further));
    return columns;
  }

  /** What some columns of the accounts register must contain for a rule to apply. */
  public Map<String, List<String>> conditions(String name) {
    Map<String, List<String>> conditions = lists(name);
    known(name, conditions.keySet(), Set.of());
    return conditions;
  }

  private static void known(String name, Collection<String> columns, Set<String> further) {
    for (String column : columns) {
      if (!Account.hasField(column) && !further.contains(column)) {
        throw new InvalidParameter(name, column, "a column of the register accounts");
      }
    }
  }

  /** A list of texts as they are written. */
  public List<String> texts(String name) {
    if (values.get(name) instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    throw new InvalidParameter(name, String.valueOf(values.get(name)), "a list");
  }

  /** Whole numbers by the standard names of platforms. */
  public Map<String, Object> numbers(String name) {
    if (!(values.get(name) instanceof Map<?, ?> map)) {
      throw new InvalidParameter(name, String.valueOf(values.get(name)), "a map of numbers");
    }
    Map<String, Object> numbers = new TreeMap<>();
    map.forEach(
        (key, value) -> {
          if (!(value instanceof Integer number) || number < 0) {
            throw new InvalidParameter(name, String.valueOf(value), "a map of numbers");
          }
          numbers.put(platform(name, String.valueOf(key)), number);
        });
    return numbers;
  }

  /** A map of lists of texts. */
  public Map<String, List<String>> lists(String name) {
    if (values.get(name) instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .collect(
              Collectors.toMap(
                  e -> String.valueOf(e.getKey()),
                  e ->
                      ((List<?>) e.getValue())
                          .stream().map(v -> String.valueOf(v).toLowerCase(Locale.ROOT)).toList()));
    }
    throw new InvalidParameter(name, String.valueOf(values.get(name)), "a map of lists");
  }

  /** The consent matrix: whose agreement each year group needs. */
  public ConsentMatrix matrix() {
    if (values.get("matrix") instanceof List<?> rows) {
      return ConsentMatrix.of(rows);
    }
    throw new InvalidParameter(
        "matrix", String.valueOf(values.get("matrix")), "a list of years with who must agree");
  }

  /** A sentence of the catalogue with the parameters it names in braces filled in. */
  String fill(String sentence) {
    String filled = sentence;
    for (Map.Entry<String, @Nullable Object> entry : values.entrySet()) {
      String hole = "{" + entry.getKey() + "}";
      if (filled.contains(hole)) {
        Object value = entry.getValue();
        String shown =
            value instanceof List<?> list
                ? list.stream()
                    .map(one -> Labels.of(String.valueOf(one)))
                    .collect(Collectors.joining(" or "))
                : Labels.of(String.valueOf(value));
        filled = filled.replace(hole, shown);
      }
    }
    return filled;
  }
}
