package org.invigilator.rule.content;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.invigilator.match.DomainList;
import org.invigilator.match.Phrases;
import org.invigilator.match.Words;
import org.invigilator.register.Partner;
import org.invigilator.register.Platforms;
import org.invigilator.register.Texts;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/**
 * Commercial, political, religious and personal appeals in an own post, unless they are for a
 * partner of the trust.
 */
public final class SolicitationCandidate implements Rule.OfPost {
  private static final Pattern PRICE_CUT =
      Pattern.compile("(?i)" + Texts.WORD_START + "\\d{1,2} ?% off\\b");

  private final boolean faithAllowed;

  public SolicitationCandidate(Parameters parameters) {
    faithAllowed = parameters.flag("faith_ethos_ok");
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    List<String> why = new ArrayList<>();
    for (Phrases.Entry hit : Candidates.hits(post, view, "solicitation", List.of())) {
      if (!faithAllowed || !hit.category().equals("religious")) {
        why.add(Candidates.told(List.of(hit)));
      }
    }
    if (post.isRepost()) {
      return;
    }
    if (post.text().indexOf('%') >= 0 && PRICE_CUT.matcher(post.text()).find()) {
      why.add("a price cut (commercial)");
    }
    post.links().stream()
        .flatMap(link -> view.trust().words().solicitationHosts().find(link).stream())
        .map(
            hit ->
                "a link to "
                    + hit.host()
                    + (hit.category().isEmpty() ? "" : " (" + hit.category() + ")"))
        .distinct()
        .forEach(why::add);
    if (!why.isEmpty() && !isForPartner(post, view)) {
      out.violation(
          Violation.of(view.post(post.id()), "The post holds: " + String.join(", ", why) + "."));
    }
  }

  private static boolean isForPartner(Post post, AccountView view) {
    List<Words.Word> words = view.scan(post).words().get(0);
    for (Partner partner : view.trust().registers().partners()) {
      boolean linked =
          !partner.domain().isEmpty()
              && post.links().stream()
                  .anyMatch(l -> Platforms.isUnder(DomainList.host(l), partner.domain()));
      boolean mentioned =
          !partner.userId().isEmpty()
              && post.mentions().stream().anyMatch(m -> m.user().id().equals(partner.userId()));
      if (linked || mentioned || Phrases.has(words, partner.name())) {
        return true;
      }
    }
    return false;
  }
}
