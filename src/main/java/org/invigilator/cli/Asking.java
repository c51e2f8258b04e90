package org.invigilator.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import org.invigilator.register.StrictYaml;
import org.invigilator.register.mapping.Question;
import org.jspecify.annotations.Nullable;

/**
 * Takes answers from a file, or from whoever sits at the terminal. Where no one can be asked, a
 * question without a suggestion stays open, and the command is refused with all of them.
 */
final class Asking implements Question.Answers {
  private final Map<String, String> given;
  private final PrintWriter out;
  private final boolean mayAsk;
  private @Nullable BufferedReader in;
  private final List<Problem> open = new ArrayList<>();
  private final Map<String, String> asked = new LinkedHashMap<>();

  private Asking(Map<String, String> given, PrintWriter out, boolean mayAsk) {
    this.given = given;
    this.out = out;
    this.mayAsk = mayAsk;
  }

  /**
   * Answers from a file, or else from the terminal.
   *
   * @param options what was given on the command line, by question
   */
  static Asking of(@Nullable Path answers, Map<String, String> options, PrintWriter out) {
    Map<String, String> given = new LinkedHashMap<>();
    if (answers != null) {
      StrictYaml.read(answers, answers.toString(), LinkedHashMap.class)
          .forEach((id, answer) -> given.put(String.valueOf(id), String.valueOf(answer)));
    }
    given.putAll(options);
    return new Asking(given, out, answers == null);
  }

  /**
   * Whoever can answer: a person at a terminal, or a program that has written lines already. Looked
   * for at the first open question only, because an input that another reader holds makes the
   * command wait.
   */
  private @Nullable BufferedReader input() {
    try {
      if (in == null && mayAsk && (System.console() != null || System.in.available() > 0)) {
        in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
      }
      return in;
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public String to(Question question) {
    String known = given.get(question.id());
    if (known == null) {
      known = asked.get(question.id());
    }
    if (known != null) {
      Optional<String> choice = choice(question, known);
      if (choice.isEmpty()) {
        open(question, "'" + known + "' is not one of the choices.");
      }
      return choice.orElse(known);
    }
    BufferedReader from = input();
    if (from == null) {
      if (question.suggestion().isEmpty()) {
        open(question, question.text());
      } else {
        out.println(question.text() + " " + question.suggestion());
      }
      return question.suggestion();
    }
    String answer = ask(question, from);
    asked.put(question.id(), answer);
    return answer;
  }

  private String ask(Question question, BufferedReader from) {
    while (true) {
      out.println(question.text());
      for (int i = 0; i < question.choices().size(); i++) {
        out.println("  " + (i + 1) + "  " + question.choices().get(i));
      }
      out.print(question.suggestion().isEmpty() ? "> " : "[" + question.suggestion() + "] > ");
      out.flush();
      String line;
      try {
        line = from.readLine();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (line == null) {
        open(question, question.text());
        return question.suggestion();
      }
      String typed = line.strip().isEmpty() ? question.suggestion() : line.strip();
      Optional<String> choice = choice(question, typed);
      if (choice.isPresent() && !choice.get().isEmpty()) {
        return choice.get();
      }
      out.println("Please type one of the numbers or choices.");
    }
  }

  /** The answer for what was typed, which may be the number of a choice. */
  private static Optional<String> choice(Question question, String typed) {
    if (question.choices().isEmpty()) {
      return Optional.of(typed);
    }
    if (typed.matches("\\d{1,3}")) {
      int number = Integer.parseInt(typed);
      if (number >= 1 && number <= question.choices().size()) {
        return Optional.of(question.choices().get(number - 1));
      }
    }
    return question.choices().stream().filter(typed::equalsIgnoreCase).findFirst();
  }

  private void open(Question question, String found) {
    String choices =
        question.choices().isEmpty()
            ? ""
            : "Choose one of: " + String.join(", ", question.choices()) + ". ";
    Problem problem =
        new Problem(
            "open question",
            0,
            "",
            found,
            choices + "Write \"" + question.id() + ": …\" into a file and give it with --answers.");
    if (!open.contains(problem)) {
      open.add(problem);
    }
  }

  /**
   * Refuses to go on while something is undecided.
   *
   * @throws InvalidInput with every open question
   */
  void requireAll() {
    if (!open.isEmpty()) {
      throw new InvalidInput(open);
    }
  }
}
