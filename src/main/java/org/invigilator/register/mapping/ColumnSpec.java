package org.invigilator.register.mapping;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.invigilator.register.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Where a profile takes one column of a register from: headings of the file, or a fixed text.
 *
 * @param alternatives the headings, of which the first filled one counts; those joined by + are
 *     read together; a part alone counts only where no alternative is whole
 * @param fixed the text of every row, where no heading gives it
 * @param byWord for columns that one column of the file each answers for, such as the purposes of
 *     consent: the word and its heading
 */
record ColumnSpec(List<String> alternatives, Optional<String> fixed, Map<String, String> byWord) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static ColumnSpec of(@Nullable Object written) {
    if (written instanceof List<?> list) {
      return headings(list.stream().map(String::valueOf).toList());
    }
    if (written instanceof Map<?, ?> map) {
      if (map.size() == 1 && map.containsKey("value")) {
        return new ColumnSpec(List.of(), Optional.of(String.valueOf(map.get("value"))), Map.of());
      }
      Map<String, String> byWord = new LinkedHashMap<>();
      map.forEach((word, heading) -> byWord.put(String.valueOf(word), String.valueOf(heading)));
      return new ColumnSpec(List.of(), Optional.empty(), byWord);
    }
    return headings(written == null ? List.of() : List.of(String.valueOf(written)));
  }

  static ColumnSpec headings(List<String> headings) {
    return new ColumnSpec(headings, Optional.empty(), Map.of());
  }

  static ColumnSpec fixed(String text) {
    return new ColumnSpec(List.of(), Optional.of(text), Map.of());
  }

  static ColumnSpec byWord(Map<String, String> headings) {
    return new ColumnSpec(List.of(), Optional.empty(), headings);
  }

  /** Every heading that is named, each part of a joined one by itself. */
  List<String> headings() {
    return Stream.concat(
            alternatives.stream().flatMap(one -> parts(one).stream()),
            byWord.values().stream().flatMap(one -> parts(one).stream()))
        .toList();
  }

  /** The headings that are read together for one text. */
  static List<String> parts(String heading) {
    return Stream.of(heading.split(" \\+ ")).map(String::strip).toList();
  }

  /**
   * The text of a row.
   *
   * @param cells gives the text under a heading; an empty one where there is none
   */
  String text(UnaryOperator<String> cells) {
    String part = "";
    for (String alternative : alternatives) {
      List<String> texts = new ArrayList<>();
      for (String heading : parts(alternative)) {
        String text = cells.apply(heading);
        if (!text.isEmpty()) {
          texts.add(text);
        }
      }
      if (texts.size() == parts(alternative).size()) {
        return String.join(" ", texts);
      }
      part = part.isEmpty() ? String.join(" ", texts) : part;
    }
    return part.isEmpty() ? fixed.orElse("") : part;
  }

  /** The heading as a keeper knows it, for messages. */
  String shown() {
    return alternatives.isEmpty() ? String.join(", ", byWord.values()) : alternatives.get(0);
  }

  /** Whether one of the headings is among those of a file. */
  boolean isIn(Map<String, ?> header) {
    return byWord.isEmpty()
        ? alternatives.stream()
            .anyMatch(
                one -> parts(one).stream().map(Vocabulary::fold).allMatch(header::containsKey))
        : headings().stream().map(Vocabulary::fold).anyMatch(header::containsKey);
  }

  /** The form in which it is written to a file: a text, a list or keys with values. */
  Object written() {
    if (fixed.isPresent()) {
      return Map.of("value", fixed.get());
    }
    return !byWord.isEmpty()
        ? byWord
        : alternatives.size() == 1 ? alternatives.get(0) : alternatives;
  }
}
