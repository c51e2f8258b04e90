package org.invigilator.finding;

import java.util.Locale;

/** How the post of a finding had changed when the finding was resolved, or stayed. */
public enum PostChange {
  /** It is as it was, or it is not known. */
  NONE(""),
  /** Its text, or the description of a picture, is another. */
  EDITED("The post was edited."),
  /** The account no longer shows it. */
  REMOVED("The post is no longer there.");

  private final String words;

  PostChange(String words) {
    this.words = words;
  }

  /** The change in a sentence; empty where there is none. */
  public String words() {
    return words;
  }

  String label() {
    return this == NONE ? "" : name().toLowerCase(Locale.ROOT);
  }

  static PostChange of(String label) {
    return label.isEmpty() ? NONE : valueOf(label.toUpperCase(Locale.ROOT));
  }
}
