package org.invigilator.rule.lifecycle;

import java.util.List;
import java.util.stream.Collectors;
import org.invigilator.match.DomainList;
import org.invigilator.match.Phrases;
import org.invigilator.match.Words;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Profile;

/** A profile names the academy or the trust, and links to one of its own web pages. */
public final class ProfileIdentityIncomplete implements Rule.OfAccount {
  private final boolean urlRequired;

  public ProfileIdentityIncomplete(Parameters parameters) {
    urlRequired = parameters.flag("require_url");
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    if (view.profile().isEmpty()) {
      return;
    }
    Profile profile = view.profile().get();
    String registered = view.account().userId();
    if (!registered.isEmpty() && !profile.userId().equals(registered)) {
      // The handle belongs to another account, which is not the trust's to describe.
      return;
    }
    boolean named = isNamed(profile, view);
    boolean linked =
        profile.links().stream()
            .map(DomainList::host)
            .anyMatch(host -> view.trust().isTrustHost(host));
    if (!named || (urlRequired && !linked)) {
      out.violation(
          Violation.of(
              view.subject(),
              Evidence.of(
                  named ? "no_link" : linked || !urlRequired ? "no_name" : "no_name_no_link")));
    }
  }

  /** Whether the display name or the description contains a name of the academy or the trust. */
  static boolean isNamed(Profile profile, AccountView view) {
    List<Words.Word> words = Words.of(and(profile.displayName() + "\n" + profile.bio()));
    return view.trust().namesOf(view.account()).stream()
        .map(ProfileIdentityIncomplete::and)
        .anyMatch(name -> Phrases.has(words, name) || isSolid(name, words));
  }

  private static String and(String text) {
    return text.replace("&", " and ");
  }

  /** Whether a name is written as one word, as in a handle. */
  private static boolean isSolid(String name, List<Words.Word> words) {
    String solid = Words.of(name).stream().map(Words.Word::folded).collect(Collectors.joining());
    return words.stream().anyMatch(w -> w.folded().equals(solid));
  }
}
