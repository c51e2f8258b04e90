package org.invigilator.register.mapping;

import java.util.List;

/**
 * Something about a file that only the trust can decide.
 *
 * @param id its name in a file with answers
 * @param text what is asked
 * @param choices the answers to choose from; empty when any text will do
 * @param suggestion the answer that is taken when none is given; empty when one must be given
 */
public record Question(String id, String text, List<String> choices, String suggestion) {

  /** Whoever answers: a person, or a file with answers. */
  public interface Answers {
    /** The answer, one of the choices where there are any. */
    String to(Question question);
  }
}
