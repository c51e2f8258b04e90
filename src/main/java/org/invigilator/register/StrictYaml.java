package org.invigilator.register;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.input.InputFile;
import org.invigilator.input.InputLimits;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads YAML files written by people: unknown keys, duplicate keys and wrong types are errors that
 * name the line.
 */
public final class StrictYaml {
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /** A limit, because the parser's time grows with the square of the depth. */
  private static final int MAX_DEPTH = 100;

  private StrictYaml() {}

  /**
   * Reads a file of at most 4 MB.
   *
   * @param label the file name for messages
   * @throws InvalidInput when the file is missing or does not fit the type
   */
  public static <T> T read(Path file, String label, Class<T> type) {
    try {
      return read(InputFile.text(file, InputLimits.TEXT_FILE), label, type);
    } catch (InputFile.Refused e) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  label,
                  0,
                  "",
                  String.valueOf(e.getMessage()),
                  "Check whether this is the right file.")));
    } catch (java.nio.file.NoSuchFileException e) {
      throw new InvalidInput(
          List.of(new Problem(label, 0, "", "The file does not exist.", "Check the path.")));
    } catch (IOException e) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  label,
                  0,
                  "",
                  "The file cannot be read as UTF-8 text.",
                  "Check its access permissions, and save it as UTF-8.")));
    }
  }

  /** Reads a text; see {@link #read(Path, String, Class)}. */
  public static <T> T read(String text, String label, Class<T> type) {
    tooDeep(text)
        .ifPresent(
            line -> {
              throw new InvalidInput(
                  List.of(
                      new Problem(
                          label,
                          line,
                          "",
                          "Brackets or dashes are nested more than " + MAX_DEPTH + " deep.",
                          "Check the brackets and dashes in this line.")));
            });
    try {
      checkTokens(text, label);
      T read = MAPPER.readValue(text, type);
      if (read == null) {
        throw new InvalidInput(
            List.of(
                new Problem(
                    label, 0, "", "The file is empty.", "Add the settings, or delete the file.")));
      }
      return read;
    } catch (JacksonException e) {
      throw new InvalidInput(List.of(problem(label, text, e)));
    }
  }

  /** The line at which a text is nested too deeply to be read. */
  private static Optional<Integer> tooDeep(String text) {
    int depth = 0;
    int dashes = 0;
    int line = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '[' || c == '{' ? 1 : (c == ']' || c == '}') && depth > 0 ? -1 : 0;
      boolean opens =
          (c == '-' || c == '?' || c == ':') && i + 1 < text.length() && text.charAt(i + 1) == ' ';
      dashes = opens ? dashes + 1 : c == ' ' ? dashes : 0;
      line += c == '\n' ? 1 : 0;
      if (depth > MAX_DEPTH || dashes > MAX_DEPTH) {
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }

  /** Refuses references to other places of a file, and numbers that no one means. */
  private static void checkTokens(String text, String label) {
    try (YAMLParser parser = (YAMLParser) MAPPER.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        int line = parser.currentTokenLocation().getLineNr();
        if (parser.isCurrentAlias()) {
          throw new InvalidInput(
              List.of(
                  new Problem(
                      label,
                      line,
                      "",
                      "A name with * is used here to repeat something.",
                      "Write it out, or put the text in quotation marks.")));
        }
        if (token.isNumeric() && InputLimits.isImplausible(parser.getString())) {
          throw new InvalidInput(
              List.of(
                  new Problem(label, line, "", "This number is too large.", "Check its digits.")));
        }
      }
    }
  }

  private static Problem problem(String label, String text, JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    int line = at == null ? 0 : Math.max(at.getLineNr(), 0);
    if (e instanceof UnrecognizedPropertyException unknown) {
      String known =
          unknown.getKnownPropertyIds().stream()
              .map(Object::toString)
              .sorted()
              .collect(Collectors.joining(", "));
      return new Problem(
          label,
          lineOf(unknown.getPropertyName(), text, line),
          "",
          "'" + unknown.getPropertyName() + "' is not a key here.",
          "Choose one of: " + known + ".");
    }
    if (e instanceof StreamReadException) {
      String message =
          Objects.requireNonNullElse(e.getOriginalMessage(), "").lines().findFirst().orElse("");
      return new Problem(
          label,
          line,
          "",
          "This is not well-formed YAML: " + message + ".",
          "Check the indentation and quotation marks near this line.");
    }
    String path =
        e instanceof DatabindException bind
            ? bind.getPath().stream()
                .map(
                    r ->
                        r.getPropertyName() == null
                            ? "[" + (r.getIndex() + 1) + "]"
                            : r.getPropertyName())
                .collect(Collectors.joining("."))
            : "";
    return new Problem(label, line, path, describe(e), "");
  }

  /** The line of a key: the parser reports it only after it has read the value. */
  private static int lineOf(String key, String text, int reported) {
    List<String> lines = text.lines().toList();
    for (int i = Math.min(reported, lines.size()); i > 0; i--) {
      if (lines.get(i - 1).contains(key)) {
        return i;
      }
    }
    return reported;
  }

  /** What is wrong, worded for the person who wrote the file. */
  private static String describe(JacksonException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException
          && cause.getMessage() != null
          && !(cause instanceof JacksonException)) {
        return cause.getMessage() + ".";
      }
    }
    String message =
        Objects.requireNonNullElse(e.getOriginalMessage(), "").lines().findFirst().orElse("");
    if (message.startsWith("No content")) {
      return "The file is empty.";
    }
    if (e instanceof InvalidFormatException wrong && wrong.getTargetType() != null) {
      Class<?> target = wrong.getTargetType();
      if (target.isEnum()) {
        return "'"
            + wrong.getValue()
            + "' is not recognised; choose one of: "
            + Stream.of(target.getEnumConstants())
                .map(one -> one.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "))
            + ".";
      }
      if (target == LocalDate.class) {
        return "'" + wrong.getValue() + "' cannot be read as a date; write it like 2026-11-20.";
      }
      if (Number.class.isAssignableFrom(target)) {
        return "A number is needed here, not '" + wrong.getValue() + "'.";
      }
    }
    if (e instanceof MismatchedInputException wrong
        && wrong.getTargetType() != null
        && wrong.getTargetType().isRecord()) {
      return "Keys with values are needed here, such as {key: value}.";
    }
    if (message.contains("type `boolean`") || message.contains("java.lang.Boolean")) {
      return "Write true or false here.";
    }
    if (message.contains("java.util.ArrayList") || message.contains("java.util.List<")) {
      return "A list is needed here, such as [one, two].";
    }
    if (message.contains("java.util.LinkedHashMap") || message.contains("java.util.Map<")) {
      return "Keys with values are needed here, such as {key: value}.";
    }
    if (message.startsWith("Missing required")) {
      return message.replaceAll(
          "^Missing required creator property '(.*?)'.*$", "The key '$1' is missing.");
    }
    return "This value has the wrong type; compare it with the documentation of this key.";
  }
}
