package org.invigilator.rule.content;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.invigilator.match.Phrases;
import org.invigilator.match.Words;
import org.invigilator.register.LondonTime;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/** How a post is shown to a person who is to decide: by the phrases that brought it up. */
final class Candidates {
  private Candidates() {}

  /** The phrases of a list in a post of the account's own, of some categories or of any. */
  static List<Phrases.Entry> hits(
      Post post, AccountView view, String list, List<String> categories) {
    if (post.isRepost()) {
      return List.of();
    }
    return view.scan(post).hits(list).stream()
        .filter(e -> categories.isEmpty() || categories.contains(e.category()))
        .toList();
  }

  /** A candidate with the phrases that brought it up. */
  static Violation violation(Post post, AccountView view, String why, List<Phrases.Entry> hits) {
    return Violation.of(view.post(post.id()), why + ": " + told(hits) + ".");
  }

  static String told(List<Phrases.Entry> hits) {
    return hits.stream()
        .map(
            e -> "'" + e.phrase() + "'" + (e.category().isEmpty() ? "" : " (" + e.category() + ")"))
        .collect(Collectors.joining(", "));
  }

  /**
   * Whether somebody is named in the post: a colleague, an academy of the trust, or anybody with a
   * title before a name.
   */
  static boolean namesSomebody(Post post, AccountView view) {
    List<Words.Word> words = view.scan(post).words().get(0);
    for (int i = 0; i + 1 < words.size(); i++) {
      if (TITLES.contains(words.get(i).folded()) && words.get(i + 1).capital()) {
        return true;
      }
    }
    if (view.trust().registers().academies().stream().anyMatch(a -> Phrases.has(words, a.name()))) {
      return true;
    }
    LocalDate day = LondonTime.date(post.createdAt());
    return view.scan(post).nameWords().stream()
        .anyMatch(text -> !view.trust().names().staffNamed(text, day).isEmpty());
  }

  /** Whether a title with a name, or two capitalised words side by side, stand among some words. */
  static boolean hasName(List<Words.Word> words) {
    for (int i = 0; i + 1 < words.size(); i++) {
      Words.Word next = words.get(i + 1);
      boolean letters = next.folded().chars().allMatch(Character::isLetter);
      if (next.capital()
          && next.joined()
          && letters
          && (TITLES.contains(words.get(i).folded()) || words.get(i).capital())) {
        return true;
      }
    }
    return false;
  }

  private static final List<String> TITLES =
      List.of("mr", "mrs", "ms", "miss", "mx", "dr", "sir", "madam", "professor", "prof");
}
