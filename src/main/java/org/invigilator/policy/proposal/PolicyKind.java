package org.invigilator.policy.proposal;

import java.util.List;
import java.util.regex.Pattern;

/** Whether a document reads like a policy on social media, or like one of another kind. */
final class PolicyKind {
  /** What is said of a document of another kind. */
  static final String WARNING =
      "This does not read like a social media policy: hardly any clause is about social media. Check whether this is the right document; if it is, decide each row yourself.";

  private static final Pattern WORDS =
      Pattern.compile(
          "(?i)\\b(?:social (?:media|network\\w*)|facebook|twitter|tweet\\w*|instagram|tiktok|youtube|whatsapp|snapchat|linkedin|threads|mastodon|blog\\w*|online|internet|web ?sites?|posts?|posting|followers?|follow(?:ing)? pupils|hashtags?|friend requests?|profiles?|official accounts?|personal accounts?|digital)\\b");
  private static final Pattern TITLE =
      Pattern.compile(
          "(?i)\\b(?:social (?:media|network\\w*)|online|e-?safety|internet|digital|acceptable use)\\b");

  /** The share of clauses with a word on social media, below which it is of another kind. */
  private static final double FEWEST = 0.1;

  private PolicyKind() {}

  static boolean isAnother(String title, List<ClauseFinder.Found> clauses) {
    long about =
        clauses.stream().filter(c -> WORDS.matcher(c.section() + " " + c.text()).find()).count();
    return !TITLE.matcher(title).find() && about < clauses.size() * FEWEST;
  }
}
