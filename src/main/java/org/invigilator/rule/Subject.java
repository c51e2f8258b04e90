package org.invigilator.rule;

import java.util.Locale;

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

  public Subject at(String address) {
    return new Subject(kind, id, aspect, address);
  }
}
