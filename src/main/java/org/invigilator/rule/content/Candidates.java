package org.invigilator.rule.content;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.invigilator.match.Phrases;
import org.invigilator.match.Words;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Texts;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Fact;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/** Posts for a person to decide about, with the listed phrases that they contain. */
final class Candidates {
  private Candidates() {}

  /**
   * The phrases of a list in a post of the account's own, of some categories or of any; what a
   * trust added without a category counts too.
   */
  static List<Phrases.Entry> hits(
      Post post, AccountView view, String list, List<String> categories) {
    if (post.isRepost()) {
      return List.of();
    }
    List<Phrases.Entry> all = view.scan(post).hits(list);
    return all.isEmpty()
        ? all
        : all.stream()
            .filter(
                e ->
                    categories.isEmpty()
                        || e.category().isEmpty()
                        || categories.contains(e.category()))
            .toList();
  }

  /**
   * The categories that a rule asks for and a list has no entry of; nothing where there is none.
   */
  static Optional<Evidence> unlisted(List<String> asked, Set<String> listed) {
    List<String> missing =
        asked.stream().filter(one -> !listed.contains(Texts.lower(one))).map(Labels::of).toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(Evidence.of("unlisted").terms("categories", missing));
  }

  /** A candidate whose sentence shows the phrases that were found. */
  static Violation violation(
      Post post, AccountView view, String wording, List<Phrases.Entry> hits) {
    return Violation.of(view.post(post.id()), Evidence.of(wording).with("phrases", phrases(hits)));
  }

  static Fact phrases(List<Phrases.Entry> hits) {
    return new Fact.Many(hits.stream().map(Candidates::phrase).toList());
  }

  /** A phrase as part of a sentence, with its category where its list has one. */
  static Fact phrase(Phrases.Entry hit) {
    return new Fact.Part(
        hit.category().isEmpty()
            ? Evidence.of("phrase").term("phrase", hit.phrase())
            : Evidence.of("phrase_of")
                .term("phrase", hit.phrase())
                .term("category", Labels.of(hit.category())));
  }

  /**
   * Whether someone is named in the post: a colleague, an academy of the trust, a public body, or
   * anyone with a title before a name.
   */
  static boolean namesSomeone(Post post, AccountView view) {
    if (!view.scan(post).hits("public_bodies").isEmpty()) {
      return true;
    }
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

  /** Whether a title with a name, or two capitalised words side by side, are among some words. */
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
