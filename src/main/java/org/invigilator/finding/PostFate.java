package org.invigilator.finding;

import java.util.Locale;

/** What became of a post that a finding was on. */
public enum PostFate {
  /** It is still there as it was, or it is not known. */
  THERE(""),
  /** The platform shows a later version of it. */
  EDITED("The post was edited."),
  /** The account no longer shows it. */
  GONE("The post is no longer there.");

  private final String words;

  PostFate(String words) {
    this.words = words;
  }

  /** The fate in a sentence; empty where there is nothing to say. */
  public String words() {
    return words;
  }

  String label() {
    return this == THERE ? "" : name().toLowerCase(Locale.ROOT);
  }

  static PostFate of(String label) {
    return label.isEmpty() ? THERE : valueOf(label.toUpperCase(Locale.ROOT));
  }
}
