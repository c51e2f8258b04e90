package org.invigilator.rule;

import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * What a finding is about.
 *
 * @param id the id by which the subject is known: a post id, a person id, a column, a pack …
 * @param aspect what tells two findings about one subject apart (a pupil, a kind of training);
 *     empty when nothing needs to
 * @param url where it can be seen, or empty
 */
public record Subject(Kind kind, String id, String aspect, String url) {

  /** The sorts of subject (contract section 3). */
  public enum Kind {
    ACCOUNT,
    POST,
    MEDIA,
    PERSON,
    PUPIL,
    FOLLOWER,
    FIELD,
    ACADEMY,
    POLICY,
    ATTESTATION,
    FILE;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Subject of(Kind kind, String id) {
    return new Subject(kind, id, "", "");
  }

  public static Subject of(Kind kind, String id, String aspect) {
    return new Subject(kind, id, aspect, "");
  }

  /**
   * The same subject without what identifies pupils. What is named by an id of a register or a
   * platform keeps it.
   *
   * @param safe takes what identifies pupils out of a text
   */
  Subject safe(UnaryOperator<String> safe) {
    return switch (kind) {
      case FIELD, ATTESTATION, FILE, POLICY ->
          new Subject(kind, safe.apply(id), safe.apply(aspect), safe.apply(url));
      case FOLLOWER -> new Subject(kind, id, aspect, safe.apply(url));
      default -> new Subject(kind, id, safe.apply(aspect), safe.apply(url));
    };
  }

  public Subject at(String address) {
    return new Subject(kind, id, aspect, address);
  }
}
